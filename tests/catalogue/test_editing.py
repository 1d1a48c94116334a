import pytest

from catalogue import editing
from catalogue.models import Card, ProductText
from tests import factories

pytestmark = pytest.mark.django_db


def test_create_product_of_another_vendors_maker_is_refused():
    stranger = factories.maker(factories.vendor())
    with pytest.raises(editing.NotAccepted):
        factories.product(maker=stranger)


def test_create_product_of_her_cooperatives_maker_is_accepted():
    cooperative = factories.cooperative()
    vendor = factories.vendor(sells_through=cooperative)
    maker = factories.maker(cooperative)
    assert factories.product(vendor=vendor, maker=maker).maker == maker


def test_change_price_of_a_published_product_shows_at_once_and_is_logged():
    piece, actor = factories.published(price=25000), factories.user()
    variant = piece.variants.get()
    editing.change_price(variant, actor=actor, price=26050)
    assert Card.objects.get(pk=piece.pk).words["fr"]["price"] == "260,50"
    event = piece.events.last()
    assert (event.kind, event.actor) == ("priced", actor)
    assert event.details == {"variant": variant.pk, "before": 25000, "after": 26050}


def test_change_price_to_the_same_logs_nothing():
    piece = factories.published(price=25000)
    events = piece.events.count()
    editing.change_price(piece.variants.get(), actor=None, price=25000)
    assert piece.events.count() == events


@pytest.mark.parametrize("price", [0, -5])
def test_change_price_to_nothing_is_refused(price):
    with pytest.raises(editing.NotAccepted):
        editing.change_price(factories.product().variants.get(), actor=None, price=price)


def test_change_words_writes_given_languages_and_leaves_the_others():
    piece = factories.published(title="Tapis")
    editing.change_words(piece, actor=None, texts={"ar": {"title": "زربية أزيلال"}})
    assert dict(ProductText.objects.filter(product=piece).values_list("language", "slug")) == {
        "fr": "tapis",
        "ar": "زربية-أزيلال",
    }
    assert Card.objects.get(pk=piece.pk).words["ar"]["title"] == "زربية أزيلال"


def test_change_words_empty_title_takes_the_language_away():
    piece = factories.published(texts={"fr": {"title": "Tapis"}, "en": {"title": "Rug"}})
    editing.change_words(piece, actor=None, texts={"en": {"title": " "}})
    assert list(ProductText.objects.filter(product=piece).values_list("language", flat=True)) == ["fr"]


def test_set_pictures_keeps_the_given_order():
    piece = factories.published()
    pictures = [factories.picture() for _ in range(3)]
    editing.set_pictures(piece, actor=None, pictures=pictures[::-1])
    assert [shown.picture for shown in piece.pictures.order_by("sort_order")] == pictures[::-1]
    assert Card.objects.get(pk=piece.pk).picture_hash == pictures[2].hash


def test_change_facts_never_moves_the_state():
    with pytest.raises(ValueError):
        editing.change_facts(factories.product(), actor=None, state="published")
