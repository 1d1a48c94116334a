import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import balance
from marketplace.ledger.models import SplitRule
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import TRANSITIONS, Kind, NotAllowed, Reason, Side, State
from marketplace.orders.models import Order, OrderEvent, OrderLine, Share
from marketplace.payments import handing_over, refunding
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db

WHO = {"side": Side.VENDOR, "actor": None}
CENTRE = {"side": Side.CENTRE, "actor": None}


def moved(order, *steps):
    """Along these steps, each through its verb."""
    verbs = {
        "accept": fulfilment.accept,
        "ready": fulfilment.ready,
        "send": fulfilment.send,
        "deliver": handing_over.deliver,
        "collect": handing_over.collect,
    }
    for step in steps:
        verbs[step](order, **WHO)
    return order


def test_order_sent_home_goes_from_placed_to_delivered():
    order = moved(buying.order(), "accept", "ready", "send", "deliver")
    assert order.state == State.DELIVERED
    assert [event.kind for event in order.events.all()] == ["placed", "accepted", "ready", "sent", "delivered"]
    assert order.handed_over_at is not None
    assert promises.broken() == []


def test_order_to_collect_is_never_sent():
    seller = factories.cooperative(address="Route de Taroudant")
    order = buying.order(factories.published(vendor=seller), delivery={seller.pk: "pickup"})
    moved(order, "accept")
    with pytest.raises(NotAllowed):
        fulfilment.send(order, **WHO)
    moved(order, "ready", "collect")
    assert order.state == State.COLLECTED
    assert promises.broken() == []


def test_accept_twice_says_that_the_order_has_moved_on():
    order = moved(buying.order(), "accept")
    with translation.override("en"), pytest.raises(NotAllowed) as refusal:
        fulfilment.accept(order, **WHO)
    assert str(refusal.value) == "This order has moved on meanwhile: it is now “Accepted”."
    assert order.events.filter(kind=Kind.ACCEPTED).count() == 1


def test_accept_of_a_stale_order_that_was_cancelled_is_refused():
    order = buying.order()
    stale = Order.objects.get(pk=order.pk)
    refunding.cancel(order, side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    with pytest.raises(NotAllowed):
        fulfilment.accept(stale, **WHO)
    assert stale.state == State.CANCELLED


def test_accept_of_an_order_that_is_not_paid_yet_is_refused():
    order = buying.order(payment="bank_transfer")
    with pytest.raises(NotAllowed):
        fulfilment.accept(order, **WHO)


@pytest.mark.parametrize("steps", [("accept",), ("accept", "ready")])
def test_cancel_after_acceptance_is_the_centres_alone(steps):
    order = moved(buying.order(), *steps)
    with pytest.raises(NotAllowed):
        refunding.cancel(order, side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    refunding.cancel(order, **CENTRE, reason=Reason.OTHER)
    assert order.state == State.CANCELLED
    assert promises.broken() == []


def test_delivery_owes_each_one_what_was_frozen():
    SplitRule.objects.create(name="", platform_part=500)
    piece = factories.published(price=25_000)
    order = moved(buying.order(piece), "accept", "send", "deliver")
    assert balance(payable(order.vendor_id), "MAD") == 23_750
    assert balance(Ref("platform"), "MAD") == 1250
    assert balance(Ref("carrier", "Amana"), "MAD") == 3500
    assert balance(Ref("sold"), "MAD") == 0


def test_report_moves_nothing_and_is_kept():
    order = moved(buying.order(), "accept", "send")
    fulfilment.report(order, reason=Reason.NOT_RECEIVED, side=Side.SHOPPER, actor=None)
    order.refresh_from_db()
    assert (order.state, order.events.last().reason) == (State.SENT, Reason.NOT_RECEIVED)


def test_report_of_what_was_not_sent_is_refused():
    with pytest.raises(NotAllowed):
        fulfilment.report(buying.order(), reason=Reason.DAMAGED, side=Side.SHOPPER, actor=None)


def test_transitions_lead_everywhere_and_end_somewhere():
    usual = [way for kind, way in TRANSITIONS.items() if kind != Kind.REVIVED]
    reached = {state for _origins, state in usual}
    left = {origin for origins, _state in usual for origin in origins}
    assert reached == set(State) - {State.PLACED}
    assert set(State) - left == {State.DECLINED, State.CANCELLED, State.RETURNED}


@pytest.mark.parametrize("side", [Side.SHOPPER, Side.VENDOR, Side.CLOCK])
def test_revived_it_is_by_nobody_but_the_centre(side):
    order = buying.order(payment="bank_transfer")
    refunding.cancel(order, **CENTRE, reason=Reason.UNPAID)
    assert fulfilment.can(order, Kind.REVIVED)
    assert not fulfilment.can(order, Kind.REVIVED, side)


def test_revived_is_no_order_that_its_vendor_had_heard_of():
    order = buying.order()
    refunding.cancel(order, **CENTRE, reason=Reason.OTHER)
    assert not fulfilment.can(order, Kind.REVIVED)
    with pytest.raises(NotAllowed):
        fulfilment.revive(order, actor=None)


@pytest.mark.parametrize("kind", [Kind.DECLINED, Kind.CANCELLED])
def test_given_up_order_leaves_pieces_in_stock_and_nothing_owed(kind):
    piece = factories.published(on_hand=4)
    order = buying.order((piece, 3))
    verb = refunding.decline if kind == Kind.DECLINED else refunding.cancel
    verb(order, **CENTRE, reason=Reason.SOLD)
    order.refresh_from_db()
    assert (order.total, buying.variant(piece).stock.on_hand) == (0, 4)
    assert order.purchase.collections.get().state == "void"
    assert balance(Ref("receivable"), "MAD") == 0
    assert promises.broken() == []


@pytest.mark.parametrize(
    ("model", "change"),
    [(OrderEvent, {"words": "otherwise"}), (OrderLine, {"unit_price": 1, "total": 1}), (Share, {"amount": 1})],
)
def test_facts_of_an_order_are_never_changed(model, change):
    buying.order()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")
