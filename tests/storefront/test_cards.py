"""A card's HTML."""

import pytest
from django.utils import translation

from catalogue import editing, stock
from marketplace.ledger.models import SplitRule
from marketplace.storefront.cards import card_html
from tests import factories

pytestmark = pytest.mark.django_db


def html_of(product, language="en"):
    product.card.refresh_from_db()
    with translation.override(language):
        return card_html(product.card, language)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"on_hand": 2}, "Only 2 left"),
        ({"on_hand": 1, "is_unique": True}, "One of a kind"),
        ({"on_hand": 0, "is_made_to_order": True, "lead_time_days": 3}, "Made to order"),
        ({"on_hand": 0}, '<span class="stamp">Sold out</span>'),
        ({"on_hand": 0, "is_unique": True}, '<span class="stamp">Sold</span>'),
    ],
)
def test_card_says_what_is_left(fields, expected):
    assert expected in html_of(factories.published(**fields))


def test_card_of_plenty_says_nothing_of_stock():
    html = html_of(factories.published(on_hand=9))
    assert "stall__state" not in html
    assert "stamp" not in html


def test_card_of_plenty_says_what_part_of_the_price_is_the_makers():
    SplitRule.objects.create(platform_part=1250, starts="2025-01-01")
    assert "<p>88% to the maker</p>" in html_of(factories.published(on_hand=9, price=25000))


def test_card_after_a_sale_and_a_new_price_says_so():
    product = factories.published(on_hand=4, price=25000)
    variant = product.variants.get()
    assert "250" in html_of(product)
    stock.take({variant.pk: 2}, actor=None)
    editing.change_price(variant, actor=None, price=31000)
    html = html_of(product)
    assert "Only 2 left" in html
    assert "<small>MAD</small> <bdi>310</bdi>" in html


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "<bdi>1\u202f850</bdi> <small>DH</small>"), ("ar", "<bdi>1.850</bdi> <small>درهم</small>")],
)
def test_card_price_is_written_as_the_language_does(language, expected):
    assert expected in html_of(factories.published(price=185000), language)


def test_card_of_several_prices_says_from():
    product = factories.published(variants=[{"price": 10000, "on_hand": 1}, {"price": 20000, "on_hand": 1}])
    assert '<p class="stall__price">From <small>MAD</small> <bdi>100</bdi></p>' in html_of(product)


def test_card_words_are_text_and_say_their_language():
    product = factories.published(
        texts={"ar": {"title": "<زربية>"}}, vendor=factories.vendor(name_ar="", name_fr="A & B")
    )
    html = html_of(product)
    assert 'lang="ar" dir="rtl">&lt;زربية&gt;</a>' in html
    assert '<bdi lang="fr" dir="ltr">A &amp; B</bdi>' in html


def test_card_picture_of_the_first_rows_alone_is_eager():
    product = factories.published(pictures=[factories.picture(ready="320")])
    assert 'loading="lazy"' in card_html(product.card, "fr")
    assert 'loading="lazy"' not in card_html(product.card, "fr", eager=True)
