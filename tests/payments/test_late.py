from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import Stock
from marketplace.checkout.expiry import expire
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.orders.fulfilment import Kind, NotAllowed, Reason, Side, State
from marketplace.orders.models import Order, Purchase
from marketplace.payments import late, refunding
from marketplace.payments.models import Collection, Payment
from tests import buying, factories, promises
from tests.payments.test_receiving import received, waiting

pytestmark = pytest.mark.django_db


def flagged():
    collection = waiting()
    return received(collection, amount=collection.amount + 1)


def let_time_pass():
    Collection.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert expire() == 1


def came_late(*pieces, **fields):
    """A transfer for a purchase of these, entered after its time."""
    collection = waiting(*pieces)
    let_time_pass()
    collection.refresh_from_db()
    return received(collection, **fields)


def states():
    return (
        Payment.objects.get().state,
        Collection.objects.get().state,
        [order.state for order in Order.objects.order_by("number")],
    )


KEPT = (Payment.State.FLAGGED, Collection.State.EXPIRED, [State.CANCELLED])


def on_hand(piece):
    return Stock.objects.get(variant__product=piece).on_hand


def test_send_back_twice_leaves_once():
    payment = flagged()
    late.send_back(payment, actor=factories.user(), reference="VIR-9")
    with pytest.raises(NotAllowed):
        late.send_back(payment, actor=factories.user())
    assert (balance(Ref("refunds"), "MAD"), balance(Ref("bank"), "MAD")) == (0, 0)
    assert promises.broken() == []


def test_send_back_of_what_was_captured_is_refused():
    collection = waiting()
    received(collection)
    with pytest.raises(NotAllowed):
        late.send_back(Payment.objects.get(), actor=factories.user())


def test_revive_takes_the_pieces_again_and_is_as_if_it_had_come_in_time():
    pieces = factories.published(on_hand=1), factories.published(on_hand=5)
    payment, clerk = came_late(pieces[0], (pieces[1], 2)), factories.user()
    assert [on_hand(piece) for piece in pieces] == [1, 5]
    assert late.can_be_revived(payment)
    late.revive(payment, actor=clerk)
    assert [on_hand(piece) for piece in pieces] == [0, 3]
    assert states() == (Payment.State.CAPTURED, Collection.State.CAPTURED, [State.PLACED, State.PLACED])
    for order in Order.objects.confirmed():
        assert order.answer_due_at > timezone.now()
        assert [event.kind for event in order.events.all()] == ["placed", "cancelled", "revived", "confirmed"]
        assert order.events.get(kind=Kind.REVIVED).actor == clerk
    total = Purchase.objects.get().total
    assert (balance(Ref("sold"), "MAD"), balance(Ref("bank"), "MAD")) == (total, -total)
    assert (balance(Ref("refunds"), "MAD"), balance(Ref("receivable"), "MAD")) == (0, 0)
    assert promises.broken() == []


def test_revive_then_cancelled_by_the_centre_is_refunded():
    late.revive(came_late(), actor=factories.user())
    refunding.cancel(Order.objects.get(), side=Side.CENTRE, actor=factories.user(), reason=Reason.OTHER)
    assert Order.objects.get().refunds.get().amount == Purchase.objects.get().total
    assert promises.broken() == []


def test_revive_promises_it_as_much_later():
    payment = came_late()
    promised = Order.objects.get().promised_by
    Purchase.objects.update(placed_at=timezone.now() - timedelta(days=6))
    late.revive(payment, actor=factories.user())
    assert Order.objects.get().promised_by == promised + timedelta(days=6)


def test_revive_when_one_piece_is_gone_moves_nothing():
    there, gone = factories.published(on_hand=1), factories.published(on_hand=1)
    payment = came_late(there, gone)
    buying.bought(gone)
    with pytest.raises(NotAllowed):
        late.revive(payment, actor=factories.user())
    payment.refresh_from_db()
    assert payment.state == Payment.State.FLAGGED
    assert on_hand(there) == 1
    assert payment.collection.purchase.orders.filter(state=State.CANCELLED).count() == 2
    assert promises.broken() == []


def test_revive_of_a_piece_that_is_sold_no_more_is_refused():
    piece = factories.published()
    payment = came_late(piece)
    buying.variant(piece).delete()
    with pytest.raises(NotAllowed):
        late.revive(payment, actor=factories.user())
    assert states() == KEPT


@pytest.mark.parametrize("difference", [-1, 1])
def test_revive_with_another_amount_is_refused(difference):
    collection = waiting()
    let_time_pass()
    payment = received(collection, amount=collection.amount + difference)
    assert not late.can_be_revived(payment)
    with pytest.raises(NotAllowed):
        late.revive(payment, actor=factories.user())
    assert states() == KEPT
    late.send_back(payment, actor=factories.user())
    assert promises.broken() == []


def test_revive_in_another_currency_is_refused():
    payment = came_late()
    Payment.objects.update(currency="EUR")
    payment.refresh_from_db()
    assert not late.can_be_revived(payment)
    with pytest.raises(NotAllowed):
        late.revive(payment, actor=factories.user())
    assert states() == KEPT


def test_revive_of_what_is_not_expired_is_refused():
    payment = flagged()
    assert not late.can_be_revived(payment)
    with pytest.raises(NotAllowed):
        late.revive(payment, actor=factories.user())
    assert states() == (Payment.State.FLAGGED, Collection.State.DUE, [State.PLACED])


def test_revive_leaves_alone_what_the_shopper_had_given_up():
    collection = waiting(factories.published(price=10_000), factories.published(price=20_000))
    first = collection.purchase.orders.get(number=1)
    refunding.cancel(first, side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    let_time_pass()
    whole = received(collection)
    assert not late.can_be_revived(whole)
    rest = received(collection, amount=23_500, reference="BMCE-2")
    late.revive(rest, actor=factories.user())
    assert list(Order.objects.order_by("number").values_list("state", flat=True)) == [State.CANCELLED, State.PLACED]
    assert promises.broken() == []


def test_decide_twice_is_refused_whatever_was_decided():
    payment = came_late()
    late.revive(payment, actor=factories.user())
    for decide in (late.revive, late.send_back):
        with pytest.raises(NotAllowed):
            decide(payment, actor=factories.user())
    assert promises.broken() == []


def test_pieces_are_there_until_another_buys_them():
    piece = factories.published(on_hand=1)
    collection = came_late(piece).collection
    assert late.pieces_are_there(collection)
    buying.bought(piece)
    assert not late.pieces_are_there(collection)


def test_revive_tells_the_shopper_and_gives_the_vendor_her_order(told):
    vendor = factories.vendor(phone="+212661000001")
    payment = came_late(factories.published(vendor=vendor))
    told()
    late.revive(payment, actor=factories.user())
    assert {(kind, channel) for kind, channel, _to in told()} == {
        ("shopper-revived", "email"),
        ("shopper-revived", "text"),
        ("vendor-new-order", "text"),
    }
