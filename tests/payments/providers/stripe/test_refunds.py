"""Money that goes back through Stripe: once, never more than came, and never said to be back when it is not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.office import todo
from marketplace.orders.fulfilment import NotAllowed, Reason, Side
from marketplace.orders.models import Order
from marketplace.payments import refunding, sending, settling
from marketplace.payments.models import Refund
from tests import buying, factories, promises
from tests.office.staff import person_of

pytestmark = pytest.mark.django_db
BACK = "http://127.0.0.1:8000/fr/orders/x/?paid"


@pytest.fixture
def session(fake):
    """Of two orders, paid."""
    purchase = buying.bought(factories.published(price=10_000), factories.published(price=20_000), payment="card")
    session = settling.begin(purchase, back=BACK).rpartition("/")[2]
    fake.pay(session)
    settling.look_after()
    return session


@pytest.fixture
def refund(session):
    """Of the first order, which its vendor declined."""
    refunding.decline(Order.objects.get(number=1), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    return Refund.objects.get()


def owed():
    return balance(Ref("refunds"), "MAD")


def test_refund_goes_back_once(fake, refund):
    assert [sending.send_due(), sending.send_due()] == [1, 0]
    (given,) = fake.refunds.values()
    refund.refresh_from_db()
    assert (given["amount"], given["metadata"]) == (13_500, {"refund": f"refund-{refund.pk}"})
    assert (refund.state, refund.provider_reference) == (Refund.State.DONE, given["id"])
    assert (owed(), balance(Ref("gateway", "stripe"), "MAD")) == (0, -23_500)
    assert promises.broken() == []


def test_refund_whose_answer_was_lost_goes_back_once(fake, refund):
    fake.loses_answers = True
    assert sending.send_due() == 1
    assert len(fake.refunds) == 1


def test_refund_whose_answer_was_lost_for_longer_than_stripe_remembers_keys_goes_back_once(fake, refund, session):
    given = fake.refund_by_hand(session, refund.amount)
    given["metadata"] = {"refund": f"refund-{refund.pk}"}
    assert sending.send_due() == 1
    refund.refresh_from_db()
    assert (len(fake.refunds), refund.provider_reference) == (1, given["id"])


def test_refund_while_stripe_is_down_waits(fake, refund):
    fake.is_down = True
    assert sending.send_due() == 0
    fake.is_down = False
    assert sending.send_due() == 1


def test_refund_with_the_keys_of_another_account_waits_for_a_person_to_put_them_right(fake, refund, caplog):
    sessions, fake.sessions = fake.sessions, {}
    assert sending.send_due() == 0
    assert "Stripe knows nothing" in caplog.text
    fake.sessions = sessions
    assert sending.send_due() == 1


def test_refund_under_way_is_not_said_to_be_back(fake, refund, told):
    fake.refund_status = "pending"
    assert sending.send_due() == 0
    (given,) = fake.refunds.values()
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference, owed()) == (Refund.State.DUE, given["id"], refund.amount)
    assert told("refund.updated", given) == 204
    assert Refund.objects.get().state == Refund.State.DUE
    fake.succeed(given["id"])
    assert told("refund.updated", given, "evt_2") == 204
    assert (Refund.objects.get().state, len(fake.refunds), owed()) == (Refund.State.DONE, 1, 0)
    assert promises.broken() == []


def test_refund_under_way_is_asked_about_by_the_timetable(fake, refund):
    fake.refund_status = "pending"
    sending.send_due()
    fake.succeed(next(iter(fake.refunds)))
    assert (sending.send_due(), len(fake.refunds)) == (1, 1)


@pytest.mark.parametrize("status", ["succeeded", "pending"])
def test_refund_that_fails_at_her_bank_is_owed_again(fake, refund, told, status):
    fake.refund_status = status
    sending.send_due()
    given = fake.fail(next(iter(fake.refunds)))
    assert told("refund.failed", given) == 204
    assert told("refund.updated", given, "evt_2") == 204
    refund.refresh_from_db()
    assert (refund.state, refund.failure) == (Refund.State.FAILED, "expired_or_canceled_card")
    assert (owed(), balance(Ref("gateway", "stripe"), "MAD")) == (refund.amount, -37_000)
    assert [sending.send_due(), len(fake.refunds)] == [0, 1]
    assert promises.broken() == []


def test_refund_that_fails_without_a_notice_is_found_by_the_timetable(fake, refund):
    sending.send_due()
    fake.fail(next(iter(fake.refunds)))
    sending.watch()
    assert Refund.objects.get().state == Refund.State.FAILED
    assert promises.broken() == []


def test_watch_leaves_what_was_given_back_long_ago(fake, refund):
    sending.send_due()
    fake.fail(next(iter(fake.refunds)))
    Refund.objects.update(done_at=timezone.now() - timedelta(days=31))
    sending.watch()
    assert Refund.objects.get().state == Refund.State.DONE


@pytest.mark.parametrize("amount", [37_000, 30_000], ids=["all", "too much"])
def test_refund_of_more_than_is_left_at_stripe_is_for_a_person(fake, refund, session, amount):
    """Somebody has given back in Stripe's dashboard."""
    fake.refund_by_hand(session, amount)
    assert sending.send_due() == 0
    refund.refresh_from_db()
    assert (refund.state, bool(refund.failure), owed()) == (Refund.State.FAILED, True, refund.amount)
    assert promises.broken() == []


def test_refund_that_failed_is_given_back_by_hand_once(client, fake, refund, told):
    accountant = person_of("Finance")
    client.force_login(accountant)
    sending.send_due()
    fake.fail(next(iter(fake.refunds)))
    sending.watch()
    assert [(each.count, each.label) for each in todo.for_user(accountant)] == [(1, "Remboursements à faire")]
    page = client.get(reverse("purchases:inspect", args=[refund.order.purchase_id]))
    assert "expired_or_canceled_card" in page.content.decode()
    address = reverse("purchases:refund_move", args=[refund.pk, "done"])
    client.post(address, {"reference": "VIR-7"})
    refund.refresh_from_db()
    assert (refund.state, refund.means, refund.provider_reference) == ("done", "transfer", "VIR-7")
    assert (owed(), balance(Ref("bank"), "MAD"), todo.for_user(accountant)) == (0, refund.amount, [])
    assert promises.broken() == []
    with pytest.raises(NotAllowed):
        refunding.done_by_hand(refund, actor=accountant)
    sending.watch()
    assert told("refund.updated", next(iter(fake.refunds.values()))) == 204
    assert len(fake.refunds) == 1
    assert promises.broken() == []


def test_refund_that_failed_and_was_made_by_hand_tells_the_shopper_again(fake, refund, run_tasks):
    from marketplace.messaging.models import Message

    sending.send_due()
    run_tasks()
    fake.fail(next(iter(fake.refunds)))
    sending.watch()
    refunding.done_by_hand(Refund.objects.get(), actor=factories.user())
    run_tasks()
    emails = Message.objects.filter(kind="shopper-refunded", channel="email")
    assert emails.count() == 2
