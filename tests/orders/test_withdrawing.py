"""Changing one's mind: within the days of the law, of what may come back, and no more than she has."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import balance
from marketplace.ledger.models import SplitRule
from marketplace.messaging.models import Message
from marketplace.orders import erasing, withdrawing
from marketplace.orders.fulfilment import Kind, NotAllowed, Reason, Side, State
from marketplace.orders.models import Deadlines, Order, Withdrawal
from marketplace.payments import receiving, refunding, returning
from marketplace.payments.models import Refund
from tests import buying, factories
from tests.orders.test_fulfilment import moved
from tests.promises import broken
from tests.together import at_once

pytestmark = pytest.mark.django_db
SHOPPER = {"side": Side.SHOPPER, "actor": None}
CENTRE = {"side": Side.CENTRE, "actor": None}


@pytest.fixture
def piece():
    return factories.published(price=10_000, on_hand=5, vendor=factories.vendor(phone="+212661000001"))


@pytest.fixture
def order(piece):
    """Three of it, delivered and paid at the door."""
    return moved(buying.order((piece, 3)), "accept", "send", "deliver")


def line_of(order):
    return order.goods[0]


def ask(order, count=1, **fields):
    return withdrawing.ask(order, {line_of(order).pk: count}, **SHOPPER, **fields)


def late(order, days):
    Order.objects.filter(pk=order.pk).update(handed_over_at=timezone.now() - timedelta(days=days))
    order.refresh_from_db()
    return order


def on_hand(piece):
    return buying.variant(piece).stock.on_hand


def test_asking_changes_nothing_yet_and_everybody_hears_of_it(order, told):
    told()
    withdrawal = ask(order, 2, words="Trop grand")
    heard = told()
    assert heard[:3] == [
        ("shopper-return-asked", "email", "salma@example.org"),
        ("shopper-return-asked", "text", "+212612345678"),
        ("vendor-return-asked", "text", "+212661000001"),
    ]
    assert [kind for kind, _channel, _to in heard[3:]] == ["centre-return-asked"]
    order.refresh_from_db()
    assert (order.state, order.total) == (State.DELIVERED, 33_500)
    assert withdrawal.event.kind == Kind.WITHDRAWN
    assert "2 × Tapis" in Message.objects.get(kind="shopper-return-asked", channel="email").body
    assert "Trop grand" in Message.objects.filter(kind="centre-return-asked").first().body
    assert broken() == []


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (7, True), (8, False)])
def test_asking_ends_with_the_seventh_day(order, days, allowed):
    late(order, days)
    if allowed:
        assert ask(order).state == Withdrawal.State.OPEN
    else:
        with pytest.raises(NotAllowed):
            ask(order)


def test_centre_may_give_more_days_and_never_fewer(order):
    deadlines = Deadlines.load()
    deadlines.withdrawal_days = 6
    with pytest.raises(Exception, match="7"):
        deadlines.full_clean()
    deadlines.withdrawal_days = 30
    deadlines.save()
    assert withdrawing.is_in_time(late(order, 29), withdrawing.days_given())


@pytest.mark.parametrize("withdrawal", ["made_to_measure", "perishable", "sealed"])
def test_what_the_law_excludes_does_not_come_back(withdrawal):
    order = moved(buying.order(factories.published(withdrawal=withdrawal)), "accept", "send", "deliver")
    with pytest.raises(NotAllowed):
        ask(order)


@pytest.mark.parametrize("count", [0, 4, -1])
def test_asking_for_none_or_more_than_she_has_is_refused(order, count):
    with pytest.raises(NotAllowed):
        ask(order, count)
    assert not Withdrawal.objects.exists()


def test_delivery_and_another_orders_lines_do_not_come_back(order):
    other = moved(buying.order(), "accept", "send", "deliver")
    for line in (order.delivery_line, line_of(other)):
        with pytest.raises(NotAllowed):
            withdrawing.ask(order, {line.pk: 1}, **SHOPPER)


@pytest.mark.parametrize("steps", [(), ("accept",), ("accept", "send")])
def test_asking_before_the_parcel_is_there_is_refused(piece, steps):
    with pytest.raises(NotAllowed):
        ask(moved(buying.order(piece), *steps))


def test_asking_twice_asks_once(order):
    ask(order)
    with pytest.raises(NotAllowed):
        ask(order)
    assert Withdrawal.objects.count() == 1


def test_part_that_came_back_is_paid_back_to_the_centime_and_on_sale_again(piece):
    SplitRule.objects.create(name="", platform_part=333, fund_part=77)
    order = moved(buying.order((piece, 3)), "accept", "send", "deliver")
    earned = balance(payable(order.vendor_id), "MAD")
    withdrawal = ask(order, 1)
    event = returning.receive(withdrawal, **CENTRE)
    order.refresh_from_db()
    assert (order.state, order.total, line_of(order).kept, on_hand(piece)) == (State.DELIVERED, 23_500, 2, 3)
    refund = Refund.objects.get()
    assert (refund.amount, refund.event, refund.reason) == (10_000, event, Reason.CHANGED_MIND)
    given = sum(share.returned for share in line_of(order).shares.all())
    assert given == 10_000
    assert balance(payable(order.vendor_id), "MAD") < earned
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.closed_by) == (Withdrawal.State.RECEIVED, event)
    assert broken() == []


def test_all_that_came_back_gives_all_she_paid_back(order, piece):
    returning.receive(ask(order, 1), **CENTRE)
    withdrawal = ask(order, 2)
    returning.receive(withdrawal, means="cash", **CENTRE)
    order.refresh_from_db()
    assert (order.state, order.total, on_hand(piece)) == (State.RETURNED, 0, 5)
    assert sum(Refund.objects.values_list("amount", flat=True)) == 33_500
    assert Refund.objects.latest("pk").means == "cash"
    assert balance(payable(order.vendor_id), "MAD") == 0
    # Who carried it there keeps what he earned.
    assert balance(Ref("carrier", "Amana"), "MAD") == 3500
    withdrawal.refresh_from_db()
    assert withdrawal.closed_by.kind == Kind.RETURNED
    assert broken() == []


def test_what_came_back_broken_is_paid_back_and_not_on_sale(order, piece):
    returning.receive(ask(order, 2), restock=False, **CENTRE)
    assert on_hand(piece) == 2
    assert Refund.objects.get().amount == 20_000
    assert broken() == []


def test_what_came_back_is_paid_back_once(order):
    withdrawal = ask(order)
    returning.receive(withdrawal, **CENTRE)
    for verb in (
        lambda: returning.receive(withdrawal, **CENTRE),
        lambda: withdrawing.decline(withdrawal, words="Non", **CENTRE),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert Refund.objects.count() == 1
    assert broken() == []


def test_declined_return_changes_nothing_and_says_why(order, told):
    withdrawal = ask(order)
    told()
    with pytest.raises(NotAllowed):
        withdrawing.decline(withdrawal, words="  ", **CENTRE)
    withdrawing.decline(withdrawal, words="Rien n’est arrivé", **CENTRE)
    assert {kind for kind, _channel, _to in told()} == {"shopper-return-declined"}
    assert "Rien n’est arrivé" in Message.objects.get(kind="shopper-return-declined", channel="email").body
    assert not Refund.objects.exists()
    # She may ask again while there is time.
    ask(order)


def test_order_taken_back_whole_closes_its_return(order, told):
    withdrawal = ask(order)
    told()
    refunding.take_back(order, reason=Reason.CHANGED_MIND, **CENTRE)
    withdrawal.refresh_from_db()
    assert withdrawal.state == Withdrawal.State.RECEIVED
    assert {kind for kind, _channel, _to in told()} == {"shopper-return-received"}
    assert broken() == []


def test_return_says_how_the_money_comes(told):
    purchase = buying.bought((factories.published(price=10_000), 2), payment="bank_transfer")
    collection = purchase.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="B1", actor=factories.user())
    order = moved(purchase.orders.get(), "accept", "send", "deliver")
    returning.receive(ask(order), means="cash", **CENTRE)
    told()
    assert "100" in (said := Message.objects.get(kind="shopper-return-received", channel="email").body)
    assert "{{" not in said


def test_purchase_with_a_return_under_way_is_not_forgotten(order):
    ask(order)
    with pytest.raises(NotAllowed, match=order.reference):
        erasing.anonymise(order.purchase)


@pytest.mark.django_db(transaction=True)
def test_one_return_received_declined_and_taken_back_at_once_is_decided_once(piece):
    order = moved(buying.order((piece, 3)), "accept", "send", "deliver")
    withdrawal = ask(order, 1)

    def tried(verb):
        def action():
            try:
                return verb() is not None
            except NotAllowed:
                return False
            finally:
                connection.close()

        return action

    decided = at_once(
        tried(lambda: returning.receive(Withdrawal.objects.get(pk=withdrawal.pk), **CENTRE)),
        tried(lambda: returning.receive(Withdrawal.objects.get(pk=withdrawal.pk), **CENTRE)),
        tried(lambda: withdrawing.decline(Withdrawal.objects.get(pk=withdrawal.pk), words="Non", **CENTRE)),
    )
    assert sorted(decided) == [False, False, True]
    assert Refund.objects.count() <= 1
    assert broken() == []
