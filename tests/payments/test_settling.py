from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.checkout.expiry import expire
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.orders.fulfilment import Reason, Side, State
from marketplace.orders.models import Order
from marketplace.payments import refunding, sending, settling
from marketplace.payments.models import Collection, Notice, Payment, Refund, SandboxRefund, SandboxSession
from marketplace.payments.providers.sandbox import signing
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db

BACK = "http://127.0.0.1:8000/fr/orders/"


def begun(*pieces):
    """A purchase by card, and the page at the provider's."""
    purchase = buying.bought(*(pieces or [factories.published(price=10_000, on_hand=1)]), payment="card")
    return purchase, settling.begin(purchase, back=BACK)


def press(client, url, act):
    return client.post(url.removeprefix("http://127.0.0.1:8000"), {"act": act})


def told(client, notice_id="n-1", reference=None, body=None, signature=None):
    """As the provider tells it: signed, unless told otherwise."""
    genuine = signing.signed(notice_id, reference or SandboxSession.objects.get().reference)
    body, signature = body or genuine[0], signature or genuine[1]
    return client.post(
        reverse("payment_notice", args=["sandbox"]),
        body,
        content_type="application/json",
        headers={"Sandbox-Signature": signature},
    )


def test_begin_twice_goes_on_with_the_same_attempt():
    purchase, url = begun()
    assert settling.begin(purchase, back=BACK) == url
    assert Payment.objects.count() == 1


def test_begin_after_a_refusal_is_a_new_attempt(client):
    purchase, url = begun()
    press(client, url, "refuse")
    settling.look_after()
    assert settling.begin(purchase, back=BACK) != url
    assert Order.objects.get().state == State.PLACED


def test_begin_of_what_is_paid_otherwise_leads_nowhere():
    assert settling.begin(buying.bought(factories.published()), back=BACK) is None


def test_paid_and_told_confirms_the_orders(client):
    purchase, url = begun(factories.published(), factories.published())
    assert press(client, url, "pay").url == BACK
    assert told(client).status_code == 204
    assert Payment.objects.get().state == Payment.State.CAPTURED
    assert Order.objects.confirmed().count() == 2
    assert balance(Ref("gateway", "sandbox"), "MAD") == -purchase.total
    assert promises.broken() == []


def test_notice_twice_captures_once(client):
    _purchase, url = begun()
    press(client, url, "pay")
    assert [told(client).status_code, told(client).status_code, told(client, "n-2").status_code] == [204, 204, 204]
    assert (Notice.objects.count(), Payment.objects.filter(state="captured").count()) == (2, 1)
    assert promises.broken() == []


def test_notice_before_anything_was_paid_pays_nothing(client):
    begun()
    assert told(client).status_code == 204
    assert Payment.objects.get().state == Payment.State.STARTED


@pytest.mark.parametrize(
    "signature", ["", "t=1,v1=0", "nonsense", "t=x,v1=", f"t={2**40},v1=00"], ids=["none", "old", "words", "no", "late"]
)
def test_notice_of_somebody_else_is_refused(client, signature):
    _purchase, url = begun()
    press(client, url, "pay")
    assert told(client, signature=signature or "missing").status_code == 400
    assert Payment.objects.get().state == Payment.State.STARTED


def test_notice_that_was_changed_is_refused(client):
    begun()
    assert told(client, body=b'{"id": "n-1", "reference": "another"}').status_code == 400


def test_notice_of_an_unknown_attempt_asks_to_be_told_again(client):
    assert told(client, reference="sandbox_unknown").status_code == 503


def test_notice_of_an_unknown_provider_is_refused(client):
    assert client.post(reverse("payment_notice", args=["another"])).status_code == 400


def test_paid_without_a_notice_is_found_by_the_timetable(client):
    _purchase, url = begun()
    press(client, url, "pay")
    settling.look_after()
    assert Payment.objects.get().state == Payment.State.CAPTURED


def late():
    Collection.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_expire_closes_the_attempt_before_it_gives_the_pieces_back(client):
    piece = factories.published(on_hand=1)
    _purchase, url = begun(piece)
    late()
    assert expire() == 1
    assert SandboxSession.objects.get().state == SandboxSession.State.CLOSED
    press(client, url, "pay")
    settling.look_after()
    assert (Order.objects.get().state, buying.variant(piece).stock.on_hand) == (State.CANCELLED, 1)
    assert promises.broken() == []


def test_expire_of_what_was_just_paid_captures_it(client):
    _purchase, url = begun()
    press(client, url, "pay")
    late()
    assert expire() == 0
    assert (Order.objects.get().state, Collection.objects.get().state) == (State.PLACED, Collection.State.CAPTURED)
    assert promises.broken() == []


def test_paid_too_late_is_kept_and_flagged(client):
    piece = factories.published(on_hand=1)
    _purchase, url = begun(piece)
    press(client, url, "pay_late")
    late()
    assert expire() == 1
    SandboxSession.objects.update(pays_at=timezone.now())
    told(client)
    payment = Payment.objects.get()
    assert (payment.state, balance(Ref("refunds"), "MAD")) == (Payment.State.FLAGGED, payment.amount)
    assert buying.variant(piece).stock.on_hand == 1
    assert promises.broken() == []


def test_paid_another_amount_is_kept_and_flagged(client):
    _purchase, url = begun()
    press(client, url, "pay")
    SandboxSession.objects.update(amount=1)
    told(client)
    assert Payment.objects.get().state == Payment.State.FLAGGED
    assert Order.objects.confirmed().count() == 0
    assert promises.broken() == []


def test_begin_after_one_order_was_cancelled_asks_for_the_rest(client):
    purchase, first = begun(factories.published(price=10_000), factories.published(price=20_000))
    refunding.cancel(purchase.orders.get(number=1), side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    second = settling.begin(purchase, back=BACK)
    press(client, first, "pay")
    press(client, second, "pay")
    settling.look_after()
    assert [order.number for order in Order.objects.confirmed()] == [2]
    assert Payment.objects.get(state="captured").amount == 23_500
    assert promises.broken() == []


def test_refund_of_a_card_goes_back_once(client):
    _purchase, url = begun()
    press(client, url, "pay")
    told(client)
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    assert [sending.send_due(), sending.send_due()] == [1, 0]
    assert (Refund.objects.get().state, SandboxRefund.objects.get().amount) == (Refund.State.DONE, 13_500)
    assert (balance(Ref("refunds"), "MAD"), balance(Ref("gateway", "sandbox"), "MAD")) == (0, 0)
    assert promises.broken() == []


def test_refund_asked_again_after_the_answer_was_lost_goes_back_once(client):
    _purchase, url = begun()
    press(client, url, "pay")
    told(client)
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    SandboxRefund.objects.create(
        session=SandboxSession.objects.get(), key=f"refund-{Refund.objects.get().pk}", amount=13_500
    )
    assert sending.send_due() == 1
    assert SandboxRefund.objects.count() == 1


def test_refund_of_more_than_the_provider_has_is_owed_and_a_persons_to_make(client):
    _purchase, url = begun()
    press(client, url, "pay")
    told(client)
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    SandboxRefund.objects.create(session=SandboxSession.objects.get(), key="by hand", amount=1)
    assert sending.send_due() == 0
    assert (Refund.objects.get().state, Refund.objects.due_by_hand().count()) == (Refund.State.FAILED, 1)
    assert balance(Ref("refunds"), "MAD") == 13_500
    assert promises.broken() == []


def test_press_of_anything_after_the_attempt_ended_changes_nothing(client):
    _purchase, url = begun()
    press(client, url, "refuse")
    press(client, url, "pay")
    assert SandboxSession.objects.get().state == SandboxSession.State.REFUSED


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_page_says_that_no_money_is_taken(client, language):
    _purchase, url = begun()
    page = client.get(url.removeprefix("http://127.0.0.1:8000").replace("/fr/", f"/{language}/"))
    assert page.status_code == 200
    assert page.context["amount"].startswith("135") or page.context["amount"].endswith("135")
