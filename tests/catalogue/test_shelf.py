from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from catalogue import editing, publishing, shelf
from catalogue.models import Card, CardFacet
from tests import factories
from vendors.models import Vendor

pytestmark = pytest.mark.django_db

# The keys of `Card.extra`, each registered in the `ready` of the app that shows it.
CONTRIBUTED = ["share", "stand"]


@pytest.fixture
def contributions(monkeypatch):
    monkeypatch.setattr(shelf, "_contributions", {})


def test_contributors_are_those_the_apps_register():
    assert shelf.contributors() == sorted(CONTRIBUTED)


def test_contribution_lands_on_the_cards_it_has_a_value_for(contributions):
    with_stand, without = factories.published(), factories.published()
    asked = []
    shelf.contribute("stand", lambda product_ids: asked.append(product_ids) or {with_stand.pk: "B 12"})
    shelf.contribute("sold", lambda product_ids: dict.fromkeys(product_ids, 0))
    assert shelf.contributors() == ["sold", "stand"]
    shelf.shelve([with_stand.pk, without.pk])
    assert dict(Card.objects.values_list("pk", "extra")) == {
        with_stand.pk: {"sold": 0, "stand": "B 12"},
        without.pk: {"sold": 0},
    }
    assert asked == [[with_stand.pk, without.pk]]


def test_contribution_of_a_draft_is_not_asked_for(contributions):
    draft = factories.product()
    shelf.contribute("stand", lambda product_ids: pytest.fail("asked"))
    shelf.shelve([draft.pk])


def test_contribution_that_fails_rolls_the_change_back(contributions):
    piece = factories.published(price=25000)
    shelf.contribute("stand", lambda product_ids: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        editing.change_price(piece.variants.get(), actor=None, price=30000)
    assert piece.variants.get().price == Card.objects.get(pk=piece.pk).price_from == 25000


def test_card_of_a_french_title_falls_back_with_its_language():
    piece = factories.published(title="Tapis Azilal", price=185050)
    words = Card.objects.get(pk=piece.pk).words
    assert {language: (words[language]["title"], words[language]["lang"]) for language in words} == dict.fromkeys(
        ("fr", "ar", "en"), ("Tapis Azilal", "fr")
    )
    assert words["ar"]["price"] == "1.850,50"


def test_card_has_the_facets_of_what_hangs_on_the_product():
    vendor = factories.cooperative(territory=factories.territory("MA-08"))
    piece = factories.published(vendor=vendor, is_unique=True)
    assert sorted(CardFacet.objects.filter(card=piece.pk).values_list("value", flat=True)) == sorted(
        [
            "available:1",
            "category:rugs",
            "cooperative:1",
            "country:MA",
            "craft:carpets",
            "label:unique",
            "region:MA-08",
        ]
    )


def test_facets_of_vendors_that_an_older_shop_has_are_deleted():
    piece = factories.published()
    CardFacet.objects.create(card_id=piece.pk, value=f"vendor:{piece.vendor_id}")
    expected = set(CardFacet.objects.exclude(value__startswith="vendor:").values_list("value", flat=True))
    import_module("catalogue.migrations.0004_no_vendor_facets").delete(apps, None)
    assert set(CardFacet.objects.values_list("value", flat=True)) == expected


def test_changes_nested_bump_the_version_once():
    pieces = [factories.published() for _ in range(2)]
    before = shelf.version()
    with shelf.changes():
        for piece in pieces:
            editing.change_price(piece.variants.get(), actor=None, price=30000)
    assert shelf.version() == before + 1
    assert set(Card.objects.values_list("version", "price_from")) == {(before + 1, 30000)}


def test_changes_of_a_draft_leave_the_version_alone():
    piece = factories.product()
    before = shelf.version()
    editing.change_price(piece.variants.get(), actor=None, price=30000)
    assert shelf.version() == before
    assert not Card.objects.exists()


def test_changes_rolled_back_leave_card_and_version_alone():
    piece = factories.published(price=25000)
    before = shelf.version()
    with pytest.raises(RuntimeError), transaction.atomic():
        editing.change_price(piece.variants.get(), actor=None, price=30000)
        raise RuntimeError
    assert (shelf.version(), Card.objects.get(pk=piece.pk).price_from) == (before, 25000)
    with shelf.changes():
        pass
    assert shelf.version() == before


def test_shelve_twice_gives_the_same_rows():
    piece = factories.published()
    card = Card.objects.filter(pk=piece.pk).values().get()
    facets = set(CardFacet.objects.values_list("value", "card"))
    shelf.shelve([piece.pk])
    assert {**card, "version": card["version"] + 1} == Card.objects.filter(pk=piece.pk).values().get()
    assert set(CardFacet.objects.values_list("value", "card")) == facets


@pytest.mark.parametrize("products", [1, 3])
def test_shelve_any_number_takes_as_many_queries(products, django_assert_num_queries):
    pieces = [factories.published() for _ in range(products)]
    with django_assert_num_queries(23):
        shelf.shelve([piece.pk for piece in pieces])


def test_vendor_paused_takes_her_pieces_off_the_shelf_and_back():
    piece = factories.published()
    piece.vendor.state = "paused"
    piece.vendor.save()
    assert Card.objects.get(pk=piece.pk).is_withdrawn
    piece.vendor.state = "approved"
    piece.vendor.save()
    assert not Card.objects.get(pk=piece.pk).is_withdrawn


def test_cooperative_paused_takes_the_pieces_it_sells_for_others_off_the_shelf():
    cooperative = factories.cooperative()
    piece = factories.published(vendor=factories.vendor(sells_through=cooperative))
    cooperative.state = "paused"
    cooperative.save()
    assert Card.objects.get(pk=piece.pk).is_withdrawn


def test_vendor_renamed_shows_on_her_cards():
    piece = factories.published()
    piece.vendor.name_fr = "Atelier du Siroua"
    piece.vendor.save()
    assert Card.objects.get(pk=piece.pk).words["fr"]["vendor"] == "Atelier du Siroua"


def test_vendor_renamed_while_the_shelf_fails_stays_as_it_was(monkeypatch):
    piece = factories.published()
    monkeypatch.setattr(shelf.search, "index", lambda rows: 1 / 0)
    piece.vendor.name_fr = "Atelier du Siroua"
    with pytest.raises(ZeroDivisionError):
        piece.vendor.save()
    assert Vendor.objects.get(pk=piece.vendor.pk).name_fr != "Atelier du Siroua"


def test_picture_ready_shows_on_the_cards_that_have_it():
    piece = factories.published()
    picture = piece.pictures.get().picture
    picture.ready = "320.avif 320.jpg"
    picture.save(update_fields=["ready"])
    assert Card.objects.get(pk=piece.pk).picture_ready == "320.avif 320.jpg"


def test_publish_of_a_closed_vendors_piece_gives_no_card():
    vendor = factories.vendor(state="applied")
    piece = factories.product(vendor=vendor)
    publishing.submit(piece, actor=None)
    publishing.publish(piece, actor=None)
    assert not Card.objects.exists()


def test_vendor_approved_after_her_piece_brings_it_to_the_shelf():
    vendor = factories.vendor(state="applied")
    piece = factories.published(vendor=vendor)
    vendor.state = "approved"
    vendor.save()
    assert Card.objects.filter(pk=piece.pk, is_withdrawn=False).exists()
