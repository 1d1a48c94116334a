"""A piece's page: what a stranger reads on it before she buys."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue import editing, publishing
from catalogue.models import Label, Material, Product
from marketplace.storefront.cards import card_url
from tests import factories
from tests.storefront.factories import legal_facts
from vendors.models import Vendor

pytestmark = pytest.mark.django_db


def page_of(product, language="fr"):
    with translation.override(language):
        return reverse("storefront:product_by_id", args=[product.pk])


def shown(client, product, language="fr", query=""):
    response = client.get(page_of(product, language) + query, follow=True)
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_product_page_takes_four_statements_whatever_hangs_on_it(client, django_assert_num_queries, number):
    product = factories.published(
        pictures=[factories.picture() for _each in range(number)],
        variants=[{"price": 10000, "on_hand": 1, "size": str(n)} for n in range(number)],
        materials=[Material.objects.create(code=f"m{n}") for n in range(number)],
        texts={code: {"title": f"Titre {code}"} for code in ("fr", "ar", "en")[:number]},
    )
    for _each in range(number):
        factories.published()
    page, _html = shown(client, product)
    with django_assert_num_queries(4):
        response = client.get(page.path)
    assert len(response.context["page"].gallery) == number
    assert len(response.context["page"].similar) == number


def test_product_page_wrong_or_missing_slug_leads_to_the_right_one(client):
    product = factories.published(texts={"fr": {"title": "Tapis bleu"}, "ar": {"title": "زربية زرقاء"}})
    for slug in ("", "-tapis", "-%D8%B2"):
        response = client.get(f"/fr/produits/{product.pk}{slug}/?option=1")
        assert (response.status_code, response["Location"]) == (301, f"/fr/produits/{product.pk}-tapis-bleu/?option=1")
    arabic = client.get(f"/ar/produits/{product.pk}-tapis-bleu/")
    assert arabic.status_code == 301
    assert client.get(arabic["Location"]).status_code == 200


def test_product_page_after_a_new_title_the_old_address_leads_to_the_new(client):
    product = factories.published(title="Tapis")
    editing.change_words(product, actor=None, texts={"fr": {"title": "Kilim"}})
    response = client.get(f"/fr/produits/{product.pk}-tapis/")
    assert (response.status_code, response["Location"]) == (301, f"/fr/produits/{product.pk}-kilim/")


def test_product_page_says_where_it_is_in_other_languages(client):
    product = factories.published(texts={"fr": {"title": "Tapis"}, "ar": {"title": "زربية"}})
    page, html = shown(client, product)
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/fr/produits/{product.pk}-tapis/">' in html
    arabic = f"http://127.0.0.1:8000{page.paths['ar']}"
    assert f'<link rel="alternate" hreflang="ar" href="{arabic}">' in html
    assert f'hreflang="x-default" href="http://127.0.0.1:8000/fr/produits/{product.pk}-tapis/"' in html
    assert client.get(page.paths["ar"]).status_code == 200
    assert client.get(page.paths["en"]).status_code == 200


def test_product_page_words_of_another_language_say_which(client):
    product = factories.published(texts={"ar": {"title": "زربية", "description": "صوف"}})
    _page, html = shown(client, product, "en")
    assert '<span lang="ar" dir="rtl">زربية</span>' in html
    assert '<div class="prose" lang="ar" dir="rtl">' in html


@pytest.mark.parametrize("state", ["draft", "submitted", "refused"])
def test_product_page_of_one_not_on_sale_is_not_found(client, state):
    product = factories.published()
    Product.objects.filter(pk=product.pk).update(state=state, refusal="other" if state == "refused" else "")
    assert client.get(page_of(product)).status_code == 404


def test_product_page_never_published_then_withdrawn_is_not_found(client):
    product = factories.product()
    publishing.withdraw(product, actor=None)
    assert client.get(page_of(product)).status_code == 404


@pytest.mark.parametrize(("state", "status"), [("paused", 404), ("applied", 404), ("closed", 410)])
def test_product_page_of_a_vendor_not_open_is_not_shown(client, state, status):
    product = factories.published()
    vendor = product.vendor
    vendor.state = Vendor.State(state)
    vendor.save()
    assert client.get(page_of(product), follow=True).status_code == status


def test_product_page_of_a_withdrawn_one_is_gone_with_pieces_like_it(client):
    product, other = factories.published(title="Tapis"), factories.published(title="Kilim")
    publishing.withdraw(product, actor=None)
    response = client.get(page_of(product), follow=True)
    assert response.status_code == 410
    assert f"/fr/produits/{other.pk}-kilim/" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "01", "9" * 18, "9" * 40, "x"])
def test_product_page_of_a_number_that_is_none_is_not_found(client, number):
    assert client.get(f"/fr/produits/{number}-tapis/").status_code == 404


def test_product_page_sold_out_keeps_its_page_with_a_stamp(client):
    page, html = shown(client, factories.published(on_hand=0))
    assert page.is_sold
    assert 'class="stamp"' in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on_hand": 9}, "Available"),
        ({"on_hand": 3}, "Only 3 left"),
        ({"on_hand": 1, "is_unique": True}, "One of a kind"),
        ({"on_hand": 0, "is_unique": True}, "Sold"),
        ({"on_hand": 0}, "Sold out"),
        ({"on_hand": 0, "is_made_to_order": True, "lead_time_days": 10}, "Made to order"),
    ],
)
def test_stock_words_say_what_can_be_had(client, fields, words):
    page, _html = shown(client, factories.published(**fields), "en")
    assert page.stock_words == words


def test_option_of_the_address_shows_its_price(client):
    product = factories.published(
        variants=[{"price": 10000, "size": "S", "on_hand": 0}, {"price": 185050, "size": "L", "on_hand": 2}]
    )
    small, large = product.variants.order_by("position")
    page, _html = shown(client, product)
    assert page.price == "1\u202f850,50"
    assert [(option.name, option.is_sold, option.is_current) for option in page.options] == [
        ("S", True, False),
        ("L", False, True),
    ]
    page, _html = shown(client, product, query=f"?option={small.pk}")
    assert (page.price, page.on_hand) == ("100", 0)
    page, _html = shown(client, product, query="?option=nonsense")
    assert page.variant.id == large.pk


def test_food_page_says_price_per_kilo_and_what_is_in_it(client):
    product = factories.published(
        category=factories.category("honey", "pantry", regime="food"),
        price=14000,
        net_weight_g=500,
        best_before=datetime.date(2027, 5, 1),
        onssa_number="E.1.23",
        texts={"en": {"title": "Honey", "ingredients": "Thyme honey"}},
        withdrawal=Product.Withdrawal.PERISHABLE,
    )
    page, html = shown(client, product, "en")
    assert page.price_per == "MAD\u00a0280 per kilo"
    facts = {fact.name: fact.value for fact in page.facts}
    assert facts["Ingredients"] == "Thyme honey"
    assert facts["Net weight"] == "500\u00a0g"
    assert facts["ONSSA number"] == "E.1.23"
    assert "2027" in facts["Best before"]
    assert "Perishable: cannot be returned unless faulty" in html


def test_oil_page_says_price_per_litre(client):
    category = factories.category("oil", "pantry", regime="food")
    page, _html = shown(client, factories.published(category=category, price=18500, net_volume_ml=250), "en")
    assert page.price_per == "MAD\u00a0740 per litre"


def test_label_with_certificate_says_who_checked_it(client):
    label = Label.objects.create(code="organic", name_en="Organic", needs_certificate=True)
    checked = {
        "certificate": "BIO-7",
        "checked_by": factories.user(name="Nadia"),
        "checked_on": datetime.date(2026, 3, 1),
    }
    product = factories.published(labels=[{"label": label, **checked}])
    page, _html = shown(client, product, "en")
    assert page.labels[0].name == "Organic, certificate no. BIO-7"
    assert "Nadia" in page.labels[0].proof
    assert "2026" in page.labels[0].proof


def test_seller_is_named_as_the_law_asks(client):
    vendor = factories.vendor(
        legal_name="Coopérative Tiwizi SARL",
        kind="cooperative",
        register_number="12/2034",
        ice="001512572000078",
        phone="+212661234567",
        town_fr="Taznakht",
    )
    page, html = shown(client, factories.published(vendor=vendor), "en")
    assert page.seller.name == '<bdi lang="fr">Coopérative Tiwizi SARL</bdi>'
    for expected in ("12/2034", "001512572000078", "+212661234567", "Taznakht"):
        assert expected in html


def test_seller_of_one_who_sells_through_a_cooperative_is_the_cooperative(client):
    cooperative = factories.cooperative(legal_name="Coopérative Tiwizi")
    page, _html = shown(client, factories.published(vendor=factories.vendor(sells_through=cooperative)))
    assert page.seller.name == "<bdi>Coopérative Tiwizi</bdi>"


def test_maker_without_consent_shows_neither_portrait_nor_story(client):
    vendor = factories.vendor()
    maker = factories.maker(vendor, story_fr="Ma mère m’a appris.", portrait=factories.picture(title="Portrait"))
    product = factories.published(vendor=vendor, maker=maker)
    page, html = shown(client, product)
    assert (page.maker.name, page.maker.story, page.maker.portrait) == ("Fadma", "", None)
    maker.consents.create(subject="story", given_on=datetime.date(2026, 1, 1))
    consent = maker.consents.create(subject="portrait", given_on=datetime.date(2026, 1, 1))
    page, html = shown(client, product)
    assert "Ma mère m’a appris." in html
    assert page.maker.portrait == maker.portrait
    consent.withdrawn_on = datetime.date(2026, 2, 1)
    consent.save()
    page, html = shown(client, product)
    assert page.maker.portrait is None


def test_whatsapp_link_names_the_piece(client):
    product = factories.published(title="Tapis & co")
    page, _html = shown(client, product)
    assert page.whatsapp_url == ""
    legal_facts(whatsapp="+212 6 61 23 45 67")
    page, _html = shown(client, product, "en")
    assert page.whatsapp_url.startswith("https://wa.me/212661234567?text=")
    assert "Tapis+%26+co" in page.whatsapp_url
    assert str(product.pk) in page.whatsapp_url


def test_similar_pieces_come_nearest_first(client):
    rugs, kilims = factories.category("rugs"), factories.category("kilims")
    here, there = factories.vendor(), factories.vendor(territory=factories.territory("MA-03"))
    product = factories.published(category=rugs, vendor=here, title="Moi")
    factories.published(category=factories.category("bowls", "pottery"), title="Bol")
    factories.published(category=rugs, vendor=here, title="Vendu", on_hand=0)
    factories.published(category=kilims, vendor=here, title="Cousin")
    factories.published(category=rugs, vendor=there, title="Loin")
    factories.published(category=rugs, vendor=here, title="Voisin")
    page, _html = shown(client, product)
    found = [
        next(title for title in ("Voisin", "Loin", "Vendu", "Cousin", "Bol") if title in card) for card in page.similar
    ]
    assert found == ["Voisin", "Loin", "Vendu", "Cousin"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_card_url_is_what_reverse_gives(language):
    product = factories.published(texts={"fr": {"title": "L’été, à 100 %"}, "ar": {"title": "زربية (زرقاء)"}})
    card = product.card
    with translation.override(language):
        expected = reverse("storefront:product", kwargs={"pk": product.pk, "slug": card.words[language]["slug"]})
    assert card_url(card, language) == expected
