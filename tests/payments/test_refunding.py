import pytest

from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import balance
from marketplace.ledger.models import SplitRule
from marketplace.orders.fulfilment import NotAllowed, Reason, Side, State
from marketplace.orders.models import OrderLine
from marketplace.payments import giving_back, receiving, refunding
from marketplace.payments.giving_back import What
from marketplace.payments.models import CollectionPart, Refund
from tests import buying, factories, promises
from tests.orders.test_fulfilment import moved

pytestmark = pytest.mark.django_db

VENDOR = {"side": Side.VENDOR, "actor": None, "reason": Reason.SOLD}
CENTRE = {"side": Side.CENTRE, "actor": None, "reason": Reason.OTHER}


def paid(*pieces, **fields):
    """A purchase whose transfer has come."""
    purchase = buying.bought(*pieces, payment="bank_transfer", **fields)
    collection = purchase.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="BMCE-1", actor=factories.user())
    return purchase


def goods(order):
    return order.lines.get(kind=OrderLine.Kind.GOODS)


def test_accept_part_lowers_what_is_to_be_paid_at_the_door():
    piece = factories.published(price=10_001, on_hand=3)
    order = buying.order((piece, 3))
    refunding.accept_part(order, {goods(order).pk: 2}, **VENDOR)
    order.refresh_from_db()
    assert (order.state, order.total) == (State.ACCEPTED, 2 * 10_001 + 3500)
    assert (goods(order).declined, buying.variant(piece).stock.on_hand) == (1, 1)
    assert CollectionPart.objects.get(order=order).amount == order.total
    assert promises.broken() == []


def test_accept_part_of_what_is_paid_opens_a_refund():
    order = paid((factories.published(price=10_001), 3)).orders.get()
    refunding.accept_part(order, {goods(order).pk: 1}, **VENDOR)
    refund = Refund.objects.get()
    assert (refund.order, refund.amount, refund.state) == (order, 20_002, Refund.State.DUE)
    assert balance(Ref("refunds"), "MAD") == 20_002
    assert promises.broken() == []


@pytest.mark.parametrize("kept", [0, 3, 4, -1])
def test_accept_part_of_none_all_or_more_is_refused(kept):
    order = buying.order((factories.published(on_hand=5), 3))
    with pytest.raises(NotAllowed):
        refunding.accept_part(order, {goods(order).pk: kept}, **VENDOR)
    order.refresh_from_db()
    assert order.state == State.PLACED
    assert promises.broken() == []


def test_shares_of_a_part_still_sum_to_what_is_kept():
    SplitRule.objects.create(name="", platform_part=333, fund_part=77)
    order = moved(buying.order((factories.published(price=9_999), 3)))
    refunding.accept_part(order, {goods(order).pk: 2}, **VENDOR)
    moved(order, "send", "deliver")
    assert sum(share.kept for share in goods(order).shares.all()) == 2 * 9_999
    assert promises.broken() == []


def test_decline_of_one_vendor_leaves_the_other_alone():
    purchase = paid(factories.published(price=10_000), factories.published(price=20_000))
    first, second = purchase.orders.order_by("number")
    refunding.decline(first, **VENDOR)
    second.refresh_from_db()
    assert (second.state, second.total) == (State.PLACED, 23_500)
    assert [(refund.order, refund.amount) for refund in Refund.objects.all()] == [(first, 13_500)]
    assert CollectionPart.objects.get(order=second).refunded == 0
    assert promises.broken() == []


def test_take_back_of_cash_refused_at_the_door_asks_nothing_and_pays_the_carrier():
    piece = factories.published(price=10_000, on_hand=1)
    order = moved(buying.order(piece), "accept", "send")
    refunding.take_back(order, side=Side.CENTRE, actor=None, reason=Reason.REFUSED, bearer="vendor")
    order.refresh_from_db()
    assert (order.state, order.total, buying.variant(piece).stock.on_hand) == (State.RETURNED, 0, 1)
    assert balance(payable(order.vendor_id), "MAD") == -3500
    assert balance(Ref("carrier", "Amana"), "MAD") == 3500
    assert order.events.last().bearer == "vendor"
    assert promises.broken() == []


def test_take_back_after_delivery_takes_every_share_back():
    SplitRule.objects.create(name="", platform_part=500)
    order = moved(buying.order(factories.published(price=10_000)), "accept", "send", "deliver")
    refunding.take_back(order, side=Side.CENTRE, actor=None, reason=Reason.CHANGED_MIND)
    assert balance(payable(order.vendor_id), "MAD") == 0
    # The centre gave its contribution back and bears the carriage.
    assert balance(Ref("platform"), "MAD") == -3500
    assert Refund.objects.get().amount == 13_500
    assert promises.broken() == []


def test_take_back_of_what_is_not_fit_for_sale_leaves_the_stock_alone():
    piece = factories.published(on_hand=1)
    order = moved(buying.order(piece), "accept", "send", "deliver")
    refunding.take_back(order, side=Side.CENTRE, actor=None, reason=Reason.DAMAGED, restock=False)
    assert buying.variant(piece).stock.on_hand == 0


def test_give_back_of_a_free_amount_is_borne_in_proportion():
    SplitRule.objects.create(name="", platform_part=1000)
    order = moved(buying.order(factories.published(price=16_500)), "accept", "send", "deliver")
    refund = giving_back.give_back(order, What(amount=2000), actor=factories.user(), reason=Reason.DAMAGED)
    assert (refund.amount, refund.state) == (2000, Refund.State.DUE)
    assert balance(payable(order.vendor_id), "MAD") == 14_850 - 1485
    assert balance(Ref("platform"), "MAD") == 1650 - 165
    assert balance(Ref("carrier", "Amana"), "MAD") == 3500 - 350
    assert promises.broken() == []


def test_give_back_of_more_than_was_paid_is_refused():
    order = moved(buying.order(factories.published(price=10_000)), "accept", "send", "deliver")
    giving_back.give_back(order, What(amount=13_000), actor=factories.user(), reason=Reason.OTHER)
    with pytest.raises(NotAllowed):
        giving_back.give_back(order, What(amount=501), actor=factories.user(), reason=Reason.OTHER)
    assert promises.broken() == []


def test_give_back_before_the_parcel_is_handed_over_is_refused():
    order = paid(factories.published()).orders.get()
    with pytest.raises(NotAllowed):
        giving_back.give_back(order, What(amount=100), actor=factories.user(), reason=Reason.OTHER)


def test_done_twice_pays_once():
    order = paid(factories.published(price=10_000)).orders.get()
    refunding.decline(order, **VENDOR)
    refund = Refund.objects.get()
    refunding.done(refund, actor=factories.user(), reference="VIR-7")
    with pytest.raises(NotAllowed):
        refunding.done(refund, actor=factories.user())
    assert (balance(Ref("refunds"), "MAD"), balance(Ref("bank"), "MAD")) == (0, 0)
    assert promises.broken() == []


def test_done_of_cash_lowers_what_its_holder_owes():
    order = moved(buying.order(factories.published(price=10_000)), "accept", "send", "deliver")
    assert balance(Ref("custody", "courier:Amana"), "MAD") == -13_500
    refund = giving_back.give_back(order, What(amount=1000), actor=factories.user(), reason=Reason.DAMAGED)
    refunding.done(refund, actor=factories.user())
    assert balance(Ref("custody", "courier:Amana"), "MAD") == -12_500
    assert promises.broken() == []
