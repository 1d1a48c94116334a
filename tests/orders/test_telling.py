"""Who hears what of an order, from the verb to the message's words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from marketplace.ledger.models import SplitRule
from marketplace.messaging import fitting
from marketplace.messaging.models import Message, ShortLink
from marketplace.orders import fulfilment, letters, reminding
from marketplace.orders.fulfilment import Kind, Reason, Side
from marketplace.orders.models import Deadlines, Order, OrderEvent
from marketplace.payments import handing_over, receiving, refunding
from tests import buying, factories

pytestmark = pytest.mark.django_db
VENDOR = {"side": Side.VENDOR, "actor": None}
CENTRE = {"side": Side.CENTRE, "actor": None}
SHOPPER = {"side": Side.SHOPPER, "actor": None}


def seller(**fields):
    return factories.vendor(phone="+212661000001", name_fr="Atelier Zohra", **fields)


def text_of(kind, channel="text"):
    message = Message.objects.filter(kind=kind, channel=channel).latest("pk")
    return message.body


def kinds(told):
    return [kind for kind, _channel, _to in told]


def test_place_tells_the_shopper_and_the_vendor_who_is_paid_at_the_door(told):
    SplitRule.objects.create(name="", platform_part=500)
    order = buying.order((factories.published(vendor=seller(), title="Bol", price=12_000), 2))
    assert told() == [
        ("shopper-placed", "email", "salma@example.org"),
        ("shopper-placed", "text", "+212612345678"),
        ("vendor-new-order", "text", "+212661000001"),
    ]
    letter = text_of("shopper-placed", "email")
    assert "2 × Bol" in letter
    assert "Atelier Zohra 228" in letter
    assert order.purchase.reference in text_of("shopper-placed")
    text = text_of("vendor-new-order")
    assert "Vous touchez 228 DH" in text
    assert order.reference in text


def test_place_paid_by_transfer_asks_no_vendor_before_the_money_is_there(told):
    order = buying.order(factories.published(vendor=seller()), payment="bank_transfer")
    assert set(kinds(told())) == {"shopper-placed"}
    collection = order.purchase.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="B1", actor=factories.user())
    assert set(kinds(told())) == {"shopper-paid", "vendor-new-order"}


def test_vendor_hears_by_everyone_who_works_for_her_each_in_her_language(told):
    vendor = seller()
    factories.member(vendor, email=None, phone="+212661000002", language="ar")
    factories.member(vendor, email="nora@example.org", language="en")
    factories.member(vendor, email="gone@example.org", is_active=False)
    buying.order(factories.published(vendor=vendor))
    found = [each for each in told() if each[0] == "vendor-new-order"]
    assert found == [
        ("vendor-new-order", "text", "+212661000002"),
        ("vendor-new-order", "email", "nora@example.org"),
    ]
    assert list(ShortLink.objects.filter(kind="order-answer").values_list("language", flat=True)) == ["ar", "en"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_step_tells_the_shopper_in_her_language_in_one_text_message(told, language):
    order = buying.order(factories.published(vendor=seller()), language=language)
    fulfilment.accept(order, **VENDOR)
    fulfilment.ready(order, **VENDOR)
    fulfilment.send(order, **VENDOR, tracking_number="AM123")
    handing_over.deliver(order, **VENDOR)
    told()
    mine = Message.objects.filter(to__in=["salma@example.org", "+212612345678"])
    assert list(mine.filter(channel="text").order_by("pk").values_list("kind", flat=True)) == [
        "shopper-placed",
        "shopper-accepted",
        "shopper-sent",
        "shopper-delivered",
    ]
    for message in mine:
        assert message.language == language
        assert message.channel == "email" or fitting.fits(message.body)
    assert "AM123" in text_of("shopper-sent", "email")


def test_accept_part_says_what_comes_and_what_does_not(told):
    order = buying.order((factories.published(vendor=seller(), price=10_000, title="Bol"), 3))
    told()
    refunding.accept_part(order, {order.goods[0].pk: 2}, **VENDOR, reason=Reason.SOLD)
    told()
    letter = text_of("shopper-part-accepted", "email")
    assert "2 × Bol" in letter
    assert "1 × Bol" in letter
    assert "2 sur 3" in text_of("shopper-part-accepted")
    assert "100 DH" in text_of("shopper-part-accepted")


def test_decline_tells_the_shopper_and_not_her_who_declined(told):
    order = buying.order(factories.published(vendor=seller()))
    told()
    refunding.decline(order, **VENDOR, reason=Reason.OTHER, words="Le four  est en panne")
    assert set(kinds(told())) == {"shopper-declined"}
    assert "Le four est en panne" in text_of("shopper-declined", "email")


@pytest.mark.parametrize(
    ("who", "heard"), [(SHOPPER, {"vendor-cancelled"}), (CENTRE, {"vendor-cancelled", "shopper-declined"})]
)
def test_cancel_tells_whoever_did_not_do_it(told, who, heard):
    order = buying.order(factories.published(vendor=seller()))
    told()
    refunding.cancel(order, **who, reason=Reason.UNANSWERED)
    assert set(kinds(told())) == heard


def test_cancel_before_the_message_is_written_asks_the_vendor_nothing(told):
    order = buying.order(factories.published(vendor=seller()))
    refunding.cancel(order, **SHOPPER, reason=Reason.CHANGED_MIND)
    assert "vendor-new-order" not in kinds(told())


def test_move_rolled_back_tells_nobody():
    order = buying.order()
    before = DBTaskResult.objects.count()
    with pytest.raises(fulfilment.NotAllowed):
        handing_over.deliver(order, **VENDOR)
    assert DBTaskResult.objects.count() == before


def test_news_written_twice_is_heard_once(told):
    order = buying.order(factories.published(vendor=seller()))
    told()
    event = fulfilment.accept(order, **VENDOR)
    letters.write("happened", [event.pk])
    assert set(kinds(told())) == {"shopper-accepted"}
    letters.write("happened", [event.pk])
    assert told() == []


def test_every_kind_of_event_that_is_told_has_its_letter():
    from marketplace.orders.telling import TOLD

    assert set(letters.HEARD) == TOLD
    of_returns = {Kind.WITHDRAWN, Kind.CAME_BACK, Kind.NOT_TAKEN}
    assert set(Kind) - TOLD - of_returns == {Kind.PLACED, Kind.READY, Kind.RETURNED, Kind.REVIVED, Kind.REPORTED}


def test_shopper_who_was_forgotten_hears_nothing(told):
    order = buying.order()
    told()
    order.purchase.anonymised_at = timezone.now()
    order.purchase.save()
    fulfilment.accept(Order.objects.get(pk=order.pk), **VENDOR)
    assert told() == []


def made_older(order, hours):
    moved = timedelta(hours=hours)
    Order.objects.filter(pk=order.pk).update(
        confirmed_at=order.confirmed_at - moved, answer_due_at=order.answer_due_at - moved
    )


def test_remind_after_a_day_without_answer_once(told):
    order = buying.order(factories.published(vendor=seller()))
    told()
    made_older(order, 23)
    assert reminding.remind() == 0
    made_older(order, 25)
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    assert told() == [("vendor-reminder", "text", "+212661000001")]
    order.refresh_from_db()
    assert order.reminded_at is not None


def test_remind_by_two_workers_at_once_tells_once(monkeypatch):
    order = buying.order(factories.published(vendor=seller()))
    made_older(order, 25)
    stale = Order.objects.get(pk=order.pk)
    assert reminding._remind(stale)
    assert not reminding._remind(stale)


def test_remind_of_what_is_answered_or_not_paid_says_nothing(told):
    order, unpaid = buying.order(), buying.order(payment="bank_transfer")
    made_older(order, 25)
    fulfilment.accept(order, **VENDOR)
    assert unpaid.confirmed_at is None
    assert reminding.remind() == 0


def test_centre_is_told_once_when_the_time_to_answer_is_over(told):
    clerk = factories.user(email="desk@example.org")
    clerk.groups.add(Group.objects.get(name="Order desk"))
    order = buying.order(factories.published(vendor=seller()))
    told()
    made_older(order, 71)
    assert reminding.tell_the_centre() == 0
    made_older(order, 73)
    assert reminding.tell_the_centre() == 1
    assert told() == [("centre-unanswered", "email", "desk@example.org")]
    assert reminding.tell_the_centre() == 0
    letter = text_of("centre-unanswered", "email")
    assert "06 61 00 00 01" in letter
    assert f"/admin/orders/by-reference/{order.reference}/" in letter


def test_centre_without_anybody_is_told_at_the_shops_own_address(told):
    order = buying.order(factories.published(vendor=seller()))
    told()
    made_older(order, 73)
    reminding.tell_the_centre()
    assert told() == [("centre-unanswered", "email", "contact@maarad.example")]


def test_unpaid_purchase_that_expires_is_told_to_the_shopper_alone(told):
    from marketplace.checkout import expiry
    from marketplace.payments.models import Collection

    order = buying.order(factories.published(vendor=seller()), payment="bank_transfer")
    told()
    Collection.objects.update(due_at=timezone.now())
    assert expiry.expire() == 1
    assert set(kinds(told())) == {"shopper-payment-expired"}
    assert OrderEvent.objects.filter(order=order, side=Side.CLOCK).exists()


def promised(order, days):
    """Until so many days from now."""
    Order.objects.filter(pk=order.pk).update(promised_by=timezone.localdate() + timedelta(days=days))


def test_parcel_not_handed_over_in_time_is_told_to_the_centre_once(told):
    clerk = factories.user(email="desk@example.org", language="fr")
    clerk.groups.add(Group.objects.get(name="Order desk"))
    order = buying.order(factories.published(vendor=seller(), title="Bol"))
    fulfilment.accept(order, **VENDOR)
    fulfilment.send(order, **VENDOR, tracking_number="RR123MA")
    told()
    promised(order, -2)
    assert reminding.tell_of_undelivered() == 0
    promised(order, -3)
    assert reminding.tell_of_undelivered() == 1
    assert told() == [("centre-undelivered", "email", "desk@example.org")]
    letter = text_of("centre-undelivered", "email")
    for fact in (order.reference, "Atelier Zohra", "Amana", "RR123MA", "1 × Bol"):
        assert fact in letter
    assert reminding.tell_of_undelivered() == 0
    assert told() == []
    order.refresh_from_db()
    assert order.state == fulfilment.State.SENT


def test_parcel_how_late_is_a_setting():
    order = buying.order()
    fulfilment.accept(order, **VENDOR)
    promised(order, -1)
    assert not reminding.undelivered().exists()
    limits = Deadlines.load()
    limits.delivery_margin_days = 0
    limits.save()
    assert list(reminding.undelivered()) == [order]


@pytest.mark.parametrize(
    ("state", "is_late"), [("placed", False), ("ready", True), ("delivered", False), ("cancelled", False)]
)
def test_parcel_is_late_only_while_it_is_on_its_way(state, is_late):
    order = buying.order()
    promised(order, -30)
    Order.objects.filter(pk=order.pk).update(state=state)
    assert reminding.undelivered().exists() is is_late


def test_parcel_handed_over_before_the_message_was_written_is_not_told_of(told):
    order = buying.order()
    fulfilment.accept(order, **VENDOR)
    fulfilment.send(order, **VENDOR)
    promised(order, -30)
    reminding.tell_of_undelivered()
    handing_over.deliver(order, **VENDOR)
    assert "centre-undelivered" not in kinds(told())
