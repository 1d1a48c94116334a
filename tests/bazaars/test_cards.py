"""The stand on the cards of who exhibits: it comes and goes with her sequence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bazaars import assignment, cards, touring
from bazaars.models import Bazaar
from catalogue import shelf
from catalogue.models import Card, CardFacet
from tests import factories
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """`clock(days=3)`: so long from now."""
    real = timezone.now

    def move(**later):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(**later))

    return move


def stand(product):
    return Card.objects.get(pk=product.pk).extra.get("stand")


def facets(product):
    found = CardFacet.objects.filter(card=product.pk, value__startswith="fair:")
    return sorted(found.values_list("value", flat=True))


def test_stand_of_who_exhibits_now_is_on_her_cards_at_once():
    product = factories.published()
    place = fairs.exhibits(product.vendor, stand="B 7")
    bazaar = place.sequence.stop.bazaar_id
    assert stand(product) == {"bazaar": bazaar, "stand": "B 7"}
    assert facets(product) == sorted([f"fair:{bazaar}", "fair:now"])


def test_stand_comes_when_the_sequence_opens_and_goes_when_it_ends(clock):
    product = factories.published()
    opens = timezone.localdate() + timedelta(days=2)
    fairs.exhibits(product.vendor, stand="7", at=fairs.sequence(starts=opens, days=3))
    seen = []
    for days in range(7):
        clock(days=days)
        cards.refresh()
        seen.append(bool(stand(product)) and bool(facets(product)))
    assert seen == [False, False, True, True, True, False, False]


def test_refresh_touches_only_the_cards_whose_stand_changes(clock):
    product, other = factories.published(), factories.published()
    fairs.exhibits(product.vendor, at=fairs.sequence(starts=timezone.localdate() + timedelta(days=1)))
    before, version = Card.objects.get(pk=other.pk).version, shelf.version()
    cards.refresh()
    assert shelf.version() == version
    clock(days=1)
    cards.refresh()
    assert shelf.version() == version + 1
    assert Card.objects.get(pk=product.pk).version == version + 1
    assert Card.objects.get(pk=other.pk).version == before
    cards.refresh()
    assert shelf.version() == version + 1


def test_stand_of_the_cooperative_is_on_the_cards_of_those_who_sell_through_it():
    cooperative = factories.cooperative()
    product = factories.published(vendor=factories.vendor(sells_through=cooperative))
    place = fairs.exhibits(cooperative, stand="4")
    assert stand(product)["stand"] == "4"
    assignment.release(place, actor=None)
    assert stand(product) is None
    assert facets(product) == []


def test_stand_of_her_own_goes_before_the_cooperatives():
    cooperative = factories.cooperative()
    product = factories.published(vendor=factories.vendor(sells_through=cooperative))
    at = fairs.sequence()
    fairs.exhibits(cooperative, stand="4", at=at)
    fairs.exhibits(product.vendor, stand="5", at=at)
    assert stand(product)["stand"] == "5"


@pytest.mark.parametrize("state", [Bazaar.State.DRAFT, Bazaar.State.CANCELLED])
def test_stand_at_a_fair_that_is_drafted_or_cancelled_is_not_shown(state):
    product = factories.published()
    place = fairs.exhibits(product.vendor, stand="7")
    bazaar = place.sequence.stop.bazaar
    with touring.changes(bazaar):
        bazaar.state = state
        bazaar.save()
    assert stand(product) is None
    assert facets(product) == []


def test_stand_of_a_fair_announced_while_it_runs_is_shown():
    product = factories.published()
    bazaar = fairs.bazaar(state=Bazaar.State.DRAFT)
    fairs.exhibits(product.vendor, stand="7", at=fairs.sequence(fairs.stop(bazaar)))
    assert stand(product) is None
    with touring.changes(bazaar):
        bazaar.state = Bazaar.State.ANNOUNCED
        bazaar.save()
    assert stand(product)["stand"] == "7"


@pytest.mark.parametrize(
    ("number", "has_fair", "statements"), [(1, True, 2), (3, True, 2), (1, False, 1), (3, False, 1)]
)
def test_stands_take_the_same_statements_whatever_the_number(number, has_fair, statements, django_assert_num_queries):
    products = [factories.published() for _n in range(number)]
    if has_fair:
        at = fairs.sequence()
        for product in products:
            fairs.exhibits(product.vendor, at=at)
    with django_assert_num_queries(statements):
        found = cards.stands([product.pk for product in products])
    assert len(found) == (number if has_fair else 0)
