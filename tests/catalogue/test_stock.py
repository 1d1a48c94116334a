import pytest
from django.db.models import Sum

from catalogue import shelf, stock
from catalogue.models import Card, Stock, StockMovement
from tests import factories

pytestmark = pytest.mark.django_db


def on_hand(variant):
    return Stock.objects.get(pk=variant.pk).on_hand


def test_take_enough_lowers_the_stock_and_leaves_a_movement():
    variant = factories.product(on_hand=5).variants.get()
    actor = factories.user()
    stock.take({variant.pk: 2}, actor=actor, note="A1")
    assert on_hand(variant) == 3
    movement = StockMovement.objects.filter(variant=variant).last()
    assert (movement.kind, movement.quantity, movement.actor, movement.note) == ("take", -2, actor, "A1")


def test_take_more_than_left_refuses_and_changes_nothing():
    plenty, few = (factories.product(on_hand=n).variants.get() for n in (5, 1))
    with pytest.raises(stock.SoldOut) as refusal:
        stock.take({plenty.pk: 1, few.pk: 2}, actor=None)
    assert (refusal.value.variant_id, refusal.value.left) == (few.pk, 1)
    assert (on_hand(plenty), on_hand(few)) == (5, 1)
    assert StockMovement.objects.filter(kind="take").count() == 0


@pytest.mark.parametrize("quantity", [0, -1])
def test_take_nothing_or_less_is_an_error(quantity):
    variant = factories.product().variants.get()
    with pytest.raises(ValueError):
        stock.take({variant.pk: quantity}, actor=None)


def test_take_of_a_variant_without_stock_row_is_sold_out():
    variant = factories.product().variants.get()
    Stock.objects.filter(pk=variant.pk).delete()
    with pytest.raises(stock.SoldOut):
        stock.take({variant.pk: 1}, actor=None)


def test_restock_negative_beyond_zero_refuses():
    variant = factories.product(on_hand=1).variants.get()
    with pytest.raises(stock.SoldOut):
        stock.restock(variant.pk, -2, actor=None)
    assert on_hand(variant) == 1


def test_movements_after_every_verb_sum_to_the_stock():
    variant = factories.product(on_hand=4).variants.get()
    stock.take({variant.pk: 3}, actor=None)
    stock.give_back({variant.pk: 1}, actor=None)
    stock.restock(variant.pk, 10, actor=None)
    stock.restock(variant.pk, -2, actor=None)
    assert on_hand(variant) == 10 == variant.movements.aggregate(sum=Sum("quantity"))["sum"]


def test_take_of_one_among_many_leaves_the_shelf_version_alone():
    piece = factories.published(on_hand=50)
    before = shelf.version()
    stock.take({piece.variants.get().pk: 1}, actor=None)
    assert shelf.version() == before


@pytest.mark.parametrize(("start", "taken", "left"), [(5, 2, 3), (2, 2, 0), (9, 6, 3)])
def test_take_down_to_the_last_few_shows_on_the_card(start, taken, left):
    piece = factories.published(on_hand=start)
    before = shelf.version()
    stock.take({piece.variants.get().pk: taken}, actor=None)
    card = Card.objects.get(pk=piece.pk)
    assert (card.left, card.in_stock, card.version) == (left, left > 0, before + 1)


def test_give_back_after_sold_out_puts_it_on_the_shelf_again():
    piece = factories.published(on_hand=1)
    variant = piece.variants.get()
    stock.take({variant.pk: 1}, actor=None)
    assert not Card.objects.get(pk=piece.pk).in_stock
    stock.give_back({variant.pk: 1}, actor=None)
    assert Card.objects.get(pk=piece.pk).in_stock
