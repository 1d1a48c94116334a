"""The shop's whole way with a Stripe that remembers: placed, paid on its page, told, given back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.checkout.expiry import expire
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.orders.fulfilment import Reason, Side, State
from marketplace.orders.models import Order
from marketplace.payments import refunding, settling
from marketplace.payments.models import Collection, Notice, Payment
from marketplace.payments.providers.protocol import Unreachable
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db
BACK = "http://127.0.0.1:8000/fr/orders/x/?paid"


def begun(*pieces, **fields):
    """A purchase by card, and the session she is sent to."""
    purchase = buying.bought(*(pieces or [factories.published(price=10_000, on_hand=1)]), payment="card", **fields)
    return purchase, begin(purchase)


def begin(purchase):
    return settling.begin(purchase, back=BACK).rpartition("/")[2]


def sessions_made(fake):
    return [said for method, path, said in fake.asked if (method, path) == ("POST", "/v1/checkout/sessions")]


def test_begin_opens_a_session_of_what_was_bought(fake):
    before = timezone.now().timestamp()
    purchase, session_id = begun((factories.published(price=10_000), 2), factories.published(price=5000))
    (said,) = sessions_made(fake)
    lines = [
        (line["price_data"]["product_data"], line["price_data"]["unit_amount"], line["quantity"])
        for line in said["line_items"].values()
    ]
    names = [order.vendor.name_in("fr") for order in purchase.orders.select_related("vendor").order_by("number")]
    assert [(price, quantity) for _product, price, quantity in lines] == [
        ("10000", "2"),
        ("3500", "1"),
        ("5000", "1"),
        ("3500", "1"),
    ]
    assert [product["description"] for product, _price, _quantity in lines] == [names[0]] * 2 + [names[1]] * 2
    assert fake.sessions[session_id]["amount_total"] == purchase.total == 32_000
    assert (said["client_reference_id"], said["metadata"]["purchase"]) == (purchase.reference,) * 2
    assert (said["success_url"], said["cancel_url"], said["locale"]) == (BACK, BACK, "fr")
    assert said["adaptive_pricing"]["enabled"] == "false"
    # On the whole minute after, so that a second click asks in the same words; what the test itself took comes on top.
    assert 1860 <= int(said["expires_at"]) - before <= 1980


def test_begin_in_arabic_lets_stripe_choose_and_names_the_pieces_in_arabic(fake):
    purchase, _session = begun(language="ar")
    (said,) = sessions_made(fake)
    line = purchase.orders.get().lines.first()
    assert said["locale"] == "auto"
    assert said["line_items"]["0"]["price_data"]["product_data"]["name"].startswith(line.title_in("ar"))


def test_begin_of_an_order_cancelled_in_part_asks_for_the_rest(fake):
    purchase, first = begun(factories.published(price=10_000), factories.published(price=20_000))
    refunding.cancel(purchase.orders.get(number=1), side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    second = begin(purchase)
    assert fake.sessions[first]["status"] == "expired"
    assert fake.sessions[second]["amount_total"] == 23_500
    fake.pay(second)
    settling.look_after()
    assert [order.number for order in Order.objects.confirmed()] == [2]
    assert promises.broken() == []


def test_begin_of_another_sum_than_that_of_its_lines_asks_for_it_in_one(fake):
    purchase = buying.bought(factories.published(price=10_000), payment="card")
    part = purchase.collections.get().parts.get()
    part.amount -= 500
    part.save()
    session = fake.sessions[begin(purchase)]
    (said,) = sessions_made(fake)
    (line,) = said["line_items"].values()
    assert session["amount_total"] == 13_000
    assert purchase.reference in line["price_data"]["product_data"]["name"]


def test_begin_twice_goes_on_in_the_same_session(fake):
    purchase, session = begun()
    assert begin(purchase) == session
    assert (len(fake.sessions), Payment.objects.count()) == (1, 1)


def test_begin_again_after_our_memory_of_it_was_lost_is_the_same_session(fake):
    """Killed between Stripe's answer and the row that remembers it."""
    purchase, session = begun()
    Payment.objects.all().delete()
    assert begin(purchase) == session


def test_begin_after_the_session_has_closed_itself_opens_another(fake):
    purchase, session = begun()
    fake.time_passes(session)
    assert begin(purchase) != session
    assert [payment.state for payment in Payment.objects.all()] == ["closed", "started"]


def test_begin_of_what_was_paid_a_moment_ago_leads_nowhere_and_captures_it(fake):
    purchase, session = begun()
    fake.pay(session)
    assert settling.begin(purchase, back=BACK) is None
    assert Payment.objects.get().state == Payment.State.CAPTURED
    assert promises.broken() == []


def test_begin_while_her_bank_takes_its_time_waits(fake):
    purchase, session = begun()
    fake.pay_slowly(session)
    assert settling.begin(purchase, back=BACK) is None
    assert (len(fake.sessions), Payment.objects.get().state) == (1, Payment.State.STARTED)


def test_begin_when_the_answer_is_lost_opens_one_session(fake):
    purchase = buying.bought(factories.published(), payment="card")
    fake.loses_answers = True
    begin(purchase)
    assert (len(fake.sessions), len(sessions_made(fake))) == (1, 2)


def test_begin_while_stripe_is_down_is_unreachable_and_may_be_tried_again(fake):
    purchase = buying.bought(factories.published(), payment="card")
    fake.is_down = True
    with pytest.raises(Unreachable):
        settling.begin(purchase, back=BACK)
    fake.is_down = False
    assert begin(purchase) in fake.sessions


def test_begin_of_what_stripe_does_not_take_is_said_in_the_log(fake, caplog, monkeypatch):
    purchase = buying.bought(factories.published(), payment="card")
    monkeypatch.setattr("marketplace.payments.asking.SESSION_MINUTES", 25)
    with pytest.raises(Unreachable):
        settling.begin(purchase, back=BACK)
    assert purchase.reference in caplog.text


def test_begin_at_a_provider_that_was_left_closes_the_attempt_there(fake, by_stripe):
    by_stripe.CARD_PROVIDER = "sandbox"
    purchase = buying.bought(factories.published(), payment="card")
    settling.begin(purchase, back=BACK)
    by_stripe.CARD_PROVIDER = "stripe"
    begin(purchase)
    assert [(payment.provider, payment.state) for payment in Payment.objects.all()] == [
        ("sandbox", "closed"),
        ("stripe", "started"),
    ]


def test_place_without_script_leads_from_the_purchases_page_to_stripe(fake, client):
    from marketplace.storefront.paying import on_to

    purchase = buying.bought(factories.published(), payment="card")
    response = on_to(purchase, "fr")
    assert (response.status_code, response.url.rpartition("/")[0]) == (303, f"{fake.base}/pay")
    assert "?paid" in fake.sessions[response.url.rpartition("/")[2]]["success_url"]


def test_paid_and_told_confirms_the_orders(fake, told):
    purchase, session = begun(factories.published(), factories.published())
    fake.pay(session)
    assert told("checkout.session.completed", fake.sessions[session]) == 204
    assert Payment.objects.get().state == Payment.State.CAPTURED
    assert Order.objects.confirmed().count() == 2
    assert balance(Ref("gateway", "stripe"), "MAD") == -purchase.total
    assert promises.broken() == []


def test_told_what_is_not_so_pays_nothing(fake, told):
    """A notice is only a signal: what is in it is not believed, even when it is signed."""
    _purchase, session = begun()
    said = fake.sessions[session] | {"status": "complete", "payment_status": "paid"}
    assert told("checkout.session.completed", said) == 204
    assert Payment.objects.get().state == Payment.State.STARTED


def test_refused_then_paid_in_the_same_session_is_paid_once(fake, told):
    purchase, session = begun()
    intent = fake.decline(session)
    assert told("payment_intent.payment_failed", intent) == 204
    settling.look_after()
    assert begin(purchase) == session
    fake.pay(session)
    assert told("checkout.session.completed", fake.sessions[session], "evt_2") == 204
    assert [payment.state for payment in Payment.objects.all()] == [Payment.State.CAPTURED]
    assert promises.broken() == []


def test_told_twice_captures_once(fake, told):
    _purchase, session = begun()
    fake.pay(session)
    events = ["evt_1", "evt_1", "evt_2"]
    assert [told("checkout.session.completed", fake.sessions[session], event) for event in events] == [204] * 3
    assert (Notice.objects.count(), Payment.objects.filter(state="captured").count()) == (2, 1)
    assert promises.broken() == []


def test_told_in_another_order_ends_in_the_same_state(fake, told):
    """`expired` of the first session comes after `completed` of the second, and again before nothing."""
    purchase, first = begun()
    fake.time_passes(first)
    second = begin(purchase)
    fake.pay(second)
    assert told("checkout.session.completed", fake.sessions[second], "evt_3") == 204
    assert told("checkout.session.expired", fake.sessions[first], "evt_1") == 204
    assert told("checkout.session.async_payment_failed", fake.sessions[second], "evt_2") == 204
    assert [payment.state for payment in Payment.objects.all()] == ["closed", "captured"]
    assert promises.broken() == []


def test_told_before_our_row_is_there_is_told_again(fake, told):
    _purchase, session = begun()
    kept = Payment.objects.get()
    Payment.objects.all().delete()
    fake.pay(session)
    assert told("checkout.session.completed", fake.sessions[session]) == 503
    kept.save(force_insert=True)
    assert told("checkout.session.completed", fake.sessions[session]) == 204
    assert Payment.objects.get().state == Payment.State.CAPTURED


def test_told_while_stripe_is_down_is_told_again(fake, told):
    _purchase, session = begun()
    fake.pay(session)
    fake.is_down = True
    assert told("checkout.session.completed", fake.sessions[session]) == 503
    fake.is_down = False
    assert told("checkout.session.completed", fake.sessions[session]) == 204
    assert Payment.objects.get().state == Payment.State.CAPTURED


def test_paid_without_a_notice_is_found_by_the_timetable(fake):
    _purchase, session = begun()
    fake.pay(session)
    settling.look_after()
    assert Payment.objects.get().state == Payment.State.CAPTURED


def test_money_that_does_not_come_after_all_is_a_refusal(fake, told):
    purchase, session = begun()
    fake.pay_slowly(session)
    fake.money_does_not_come(session)
    assert told("checkout.session.async_payment_failed", fake.sessions[session]) == 204
    assert Payment.objects.get().state == Payment.State.FAILED
    assert begin(purchase) != session


def late():
    Collection.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_expire_closes_the_session_before_it_gives_the_pieces_back(fake):
    piece = factories.published(on_hand=1)
    _purchase, session = begun(piece)
    late()
    assert expire() == 1
    assert fake.sessions[session]["status"] == "expired"
    assert (Order.objects.get().state, buying.variant(piece).stock.on_hand) == (State.CANCELLED, 1)
    assert promises.broken() == []


def test_expire_of_what_was_just_paid_captures_it(fake):
    """Stripe answers that the session is complete and cannot be expired: already paid wins."""
    _purchase, session = begun()
    fake.pay(session)
    late()
    assert expire() == 0
    assert ("POST", f"/v1/checkout/sessions/{session}/expire") in [(method, path) for method, path, _said in fake.asked]
    assert (Order.objects.get().state, Collection.objects.get().state) == (State.PLACED, Collection.State.CAPTURED)
    assert promises.broken() == []


def test_expire_while_stripe_is_down_lets_nothing_go(fake):
    piece = factories.published(on_hand=1)
    begun(piece)
    late()
    fake.is_down = True
    assert expire() == 0
    assert buying.variant(piece).stock.on_hand == 0


def test_money_that_comes_after_its_time_is_kept_and_flagged(fake, told):
    piece = factories.published(on_hand=1)
    _purchase, session = begun(piece)
    fake.pay_slowly(session)
    late()
    assert expire() == 1
    fake.money_comes(session)
    assert told("checkout.session.async_payment_succeeded", fake.sessions[session]) == 204
    payment = Payment.objects.get()
    assert (payment.state, balance(Ref("refunds"), "MAD")) == (Payment.State.FLAGGED, payment.amount)
    assert buying.variant(piece).stock.on_hand == 1
    assert promises.broken() == []


def test_notice_address_is_outside_the_languages():
    assert reverse("payment_notice", args=["stripe"]) == "/payments/notices/stripe/"
