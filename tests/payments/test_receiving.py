import pytest

from marketplace.checkout.expiry import expire
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.orders.fulfilment import NotAllowed, Reason, Side, State
from marketplace.orders.models import Order
from marketplace.payments import receiving, refunding
from marketplace.payments.models import Collection, Payment
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db


def waiting(*pieces):
    purchase = buying.bought(*(pieces or [factories.published()]), payment="bank_transfer")
    return purchase.collections.get()


def received(collection, **fields):
    given = {"amount": collection.amount, "reference": "BMCE-1", "actor": factories.user()} | fields
    return receiving.receive_transfer(collection, **given)


def test_transfer_of_the_whole_amount_confirms_every_order():
    collection = waiting(factories.published(), factories.published())
    assert received(collection).state == Payment.State.CAPTURED
    collection.refresh_from_db()
    assert collection.state == Collection.State.CAPTURED
    assert Order.objects.confirmed().count() == 2
    assert all(order.answer_due_at for order in Order.objects.all())
    assert promises.broken() == []


@pytest.mark.parametrize("difference", [-1, 1])
def test_transfer_of_another_amount_is_kept_and_flagged(difference):
    collection = waiting()
    payment = received(collection, amount=collection.amount + difference)
    collection.refresh_from_db()
    assert (payment.state, collection.state) == (Payment.State.FLAGGED, Collection.State.DUE)
    assert balance(Ref("refunds"), "MAD") == payment.amount
    assert Order.objects.confirmed().count() == 0
    assert promises.broken() == []


def test_transfer_entered_twice_is_one_transfer():
    collection = waiting()
    received(collection)
    with pytest.raises(NotAllowed):
        received(collection)
    assert Payment.objects.count() == 1
    assert promises.broken() == []


def test_transfer_after_its_time_is_kept_and_flagged():
    piece = factories.published(on_hand=1)
    collection = waiting(piece)
    Collection.objects.update(due_at="2026-01-01T00:00:00Z")
    assert expire() == 1
    assert received(collection).state == Payment.State.FLAGGED
    assert buying.variant(piece).stock.on_hand == 1
    assert promises.broken() == []


def test_transfer_for_what_is_left_after_one_order_was_cancelled_is_the_whole():
    collection = waiting(factories.published(price=10_000), factories.published(price=20_000))
    first = collection.purchase.orders.get(number=1)
    refunding.cancel(first, side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    assert received(collection, amount=23_500).state == Payment.State.CAPTURED
    assert [order.number for order in Order.objects.confirmed()] == [2]
    assert promises.broken() == []


def test_expire_before_its_time_does_nothing():
    waiting()
    assert expire() == 0
    assert Order.objects.get().state == State.PLACED


def test_expire_gives_the_pieces_back_and_says_why():
    piece = factories.published(on_hand=1)
    collection = waiting(piece)
    Collection.objects.update(due_at="2026-01-01T00:00:00Z")
    expire()
    collection.refresh_from_db()
    event = Order.objects.get().events.last()
    assert (collection.state, event.kind, event.side, event.reason) == ("expired", "cancelled", "clock", "unpaid")
    assert buying.variant(piece).stock.on_hand == 1
    assert promises.broken() == []
    assert expire() == 0
