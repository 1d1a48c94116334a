"""Who hears what of money."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from marketplace.ledger import depositing
from marketplace.ledger.models import SplitRule
from marketplace.messaging.models import Message
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import Reason, Side
from marketplace.orders.models import Deadlines, Purchase
from marketplace.payments import giving_back, handing_over, letters, overdue, receiving, refunding, telling, warning
from marketplace.payments.giving_back import What
from marketplace.payments.models import Collection, Payment, Refund
from tests import buying, factories

pytestmark = pytest.mark.django_db
VENDOR = {"side": Side.VENDOR, "actor": None}
CENTRE = {"side": Side.CENTRE, "actor": None}


@pytest.fixture
def told(told):
    """In no order: what money is told of, several hear at once."""
    return lambda: set(told())


def paid_by_transfer(**fields):
    seller = factories.vendor(email="zohra@example.org", name_fr="Atelier Zohra")
    order = buying.order(factories.published(vendor=seller, price=10_000, **fields), payment="bank_transfer")
    collection = order.purchase.collections.get()
    payment = receiving.receive_transfer(
        collection, amount=collection.amount, reference=f"B{collection.pk}", actor=factories.user()
    )
    order.refresh_from_db()
    return order, payment


def body(kind):
    return Message.objects.get(kind=kind, channel="email").body


def clerk(group, email):
    person = factories.user(email=email)
    person.groups.add(Group.objects.get(name=group))


def delivered(order):
    fulfilment.accept(order, **VENDOR)
    fulfilment.send(order, **VENDOR)
    handing_over.deliver(order, **VENDOR)


def test_transfer_that_pays_is_told_to_the_shopper(told):
    _order, payment = paid_by_transfer()
    assert ("shopper-paid", "email", "salma@example.org") in told()
    assert "135" in body("shopper-paid")
    assert payment.state == Payment.State.CAPTURED


def test_transfer_of_another_amount_is_told_to_the_order_desk_alone(told):
    clerk("Order desk", "desk@example.org")
    order = buying.order(payment="bank_transfer")
    told()
    receiving.receive_transfer(order.purchase.collections.get(), amount=1, reference="B1", actor=factories.user())
    assert told() == {("centre-late-payment", "email", "desk@example.org")}
    assert "Stock" not in body("centre-late-payment")


@pytest.mark.parametrize(
    ("left", "sentence"), [(1, "Toutes ses pièces sont là."), (0, "Certaines de ses pièces ne sont plus là.")]
)
def test_transfer_after_its_time_says_whether_the_pieces_are_there(told, left, sentence):
    from marketplace.checkout import expiry

    piece = factories.published(on_hand=1)
    order = buying.order(piece, payment="bank_transfer")
    Collection.objects.update(due_at=timezone.now())
    expiry.expire()
    if not left:
        buying.bought(piece)
    told()
    collection = order.purchase.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="B1", actor=factories.user())
    assert {kind for kind, _channel, _to in told()} == {"centre-late-payment"}
    assert sentence in body("centre-late-payment")


def test_card_that_is_refused_says_until_when_the_pieces_are_kept(told):
    order = buying.order(payment="bank_transfer")
    told()
    due = timezone.now() + timedelta(minutes=40)
    Collection.objects.update(due_at=due)
    payment = Payment.objects.create(
        collection=order.purchase.collections.get(),
        provider="card",
        reference="x",
        amount=1,
        currency="MAD",
        state="failed",
    )
    telling.settled(payment)
    assert {kind for kind, _channel, _to in told()} == {"shopper-payment-failed"}
    assert f"{timezone.localtime(due):%H:%M}" in body("shopper-payment-failed")


def test_refund_before_the_parcel_left_is_told_to_the_shopper_alone_once_it_is_made(told):
    order, _payment = paid_by_transfer()
    refunding.cancel(order, **CENTRE, reason=Reason.UNANSWERED)
    refund = Refund.objects.get()
    assert "shopper-refunded" not in {kind for kind, _channel, _to in told()}
    assert "135" in body("shopper-declined")
    refunding.done(refund, actor=None)
    assert {kind for kind, _channel, _to in told()} == {"shopper-refunded"}


def test_refund_of_what_she_had_earned_tells_the_vendor_what_it_takes(told):
    SplitRule.objects.create(name="", platform_part=1000)
    order, _payment = paid_by_transfer()
    delivered(order)
    told()
    refund = giving_back.give_back(order, What(amount=2700), actor=None, reason=Reason.DAMAGED)
    refunding.done(refund, actor=None)
    assert told() == {
        ("shopper-refunded", "email", "salma@example.org"),
        ("shopper-refunded", "text", "+212612345678"),
        ("vendor-refunded", "email", "zohra@example.org"),
    }
    # Of 135 DH, 90 are hers: of 27 she gives 18.
    assert "-18" in body("vendor-refunded")
    assert "27" in body("vendor-refunded")


def test_parcel_taken_back_tells_the_vendor_that_it_came_back(told):
    order, _payment = paid_by_transfer()
    delivered(order)
    refunding.take_back(order, **CENTRE, reason=Reason.CHANGED_MIND)
    refunding.done(Refund.objects.get(), actor=None)
    told()
    assert "Le colis est revenu." in body("vendor-refunded")
    assert "-100" in body("vendor-refunded")


def test_news_written_twice_is_heard_once(told):
    _order, payment = paid_by_transfer()
    told()
    letters.write("settled", payment.pk)
    assert told() == set()


def days_go_by(monkeypatch, days):
    then = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(overdue, "timezone", SimpleNamespace(now=lambda: then))


def test_cash_kept_too_long_is_told_to_finance_once(told, monkeypatch):
    clerk("Finance", "finance@example.org")
    for _parcel in range(2):
        delivered(buying.order(factories.published(price=10_000)))
    first, second = Payment.objects.order_by("pk")
    told()
    assert overdue.look() == 0
    days_go_by(monkeypatch, 8)
    assert (overdue.look(), overdue.look()) == (1, 1)
    assert told() == {("centre-cash-overdue", "email", "finance@example.org")}
    assert "270" in body("centre-cash-overdue")
    assert f"{first.reference}, {second.reference}" in body("centre-cash-overdue")


def test_cash_brought_in_is_the_oldest(monkeypatch):
    for _parcel in range(2):
        delivered(buying.order(factories.published(price=10_000)))
    first, second = Payment.objects.order_by("pk")
    depositing.deposit(
        key=uuid.uuid4(),
        holder=first.holder,
        amount=first.amount,
        currency="MAD",
        on=timezone.localdate(),
        actor=factories.user(),
    )
    assert overdue.not_deposited(first.holder, "MAD") == [second]
    days_go_by(monkeypatch, 6)
    assert overdue.look() == 0


def ends_in(collection, **time):
    Collection.objects.filter(pk=collection.pk).update(due_at=timezone.now() + timedelta(**time))


def test_transfer_whose_time_is_nearly_over_is_warned_of_once(told):
    collection = buying.bought(factories.published(price=10_000), payment="bank_transfer").collections.get()
    told()
    ends_in(collection, hours=25)
    assert warning.warn() == 0
    ends_in(collection, hours=23)
    assert warning.warn() == 1
    assert told() == {
        ("shopper-transfer-ending", "email", "salma@example.org"),
        ("shopper-transfer-ending", "text", "+212612345678"),
    }
    assert "135" in body("shopper-transfer-ending")
    assert collection.purchase.reference in body("shopper-transfer-ending")
    assert warning.warn() == 0
    assert told() == set()


def test_transfer_how_long_before_is_a_setting():
    collection = buying.bought(factories.published(), payment="bank_transfer").collections.get()
    limits = Deadlines.load()
    limits.transfer_warning_hours = 48
    limits.save()
    ends_in(collection, hours=47)
    assert warning.warn() == 1


@pytest.mark.parametrize("why", ["card", "over", "paid", "looked at", "nowhere", "forgotten"])
def test_nobody_is_warned_of_a_time_that_does_not_end_for_her(why):
    purchase = buying.bought(factories.published(), payment="card" if why == "card" else "bank_transfer")
    collection = purchase.collections.get()
    ends_in(collection, hours=-1 if why == "over" else 1)
    if why in ("paid", "looked at"):
        amount = collection.amount - (why == "looked at")
        receiving.receive_transfer(collection, amount=amount, reference="V-1", actor=None)
    if why == "nowhere":
        Purchase.objects.update(email="", phone="")
    if why == "forgotten":
        Purchase.objects.update(anonymised_at=timezone.now())
    assert warning.warn() == 0


def test_transfer_that_came_before_the_message_was_written_is_not_warned_of(told):
    collection = buying.bought(factories.published(), payment="bank_transfer").collections.get()
    ends_in(collection, hours=1)
    warning.warn()
    receiving.receive_transfer(collection, amount=collection.amount, reference="V-1", actor=None)
    assert "shopper-transfer-ending" not in {kind for kind, _channel, _to in told()}
