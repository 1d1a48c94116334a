"""Webhooks: whose they are, what they are about, and that nothing they say is believed."""

import json

import pytest
import stripe

from marketplace.payments.models import Notice
from tests.payments.providers.stripe import shapes, things
from tests.payments.providers.stripe.conftest import MISSING, OLD_SECRET, SECRET, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("by_stripe")]
OURS = things.session("cs_1", amount=100, metadata={"purchase": "M7K2QD"})
CHARGE = things.charge("ch_1", intent="pi_1", amount=100)
REFUND = things.refund("re_1", charge=CHARGE, amount=100, metadata={"refund": "refund-1"})
ABOUT_US = [
    ("checkout.session.completed", OURS),
    ("checkout.session.async_payment_succeeded", OURS),
    ("checkout.session.async_payment_failed", OURS),
    ("checkout.session.expired", OURS),
    ("refund.updated", REFUND),
    ("refund.failed", REFUND),
    ("charge.refund.updated", REFUND),
]
NO_NEWS = [
    ("checkout.session.completed", OURS | {"metadata": {}}),
    ("refund.updated", REFUND | {"metadata": {}}),
    ("payment_intent.payment_failed", things.intent("pi_1", amount=100)),
    ("charge.refunded", CHARGE),
    ("balance.available", {"id": None}),
]
ENTRY = things.entry("txn_1", amount=2310, fee=95, rate=0.0924)


@pytest.fixture
def heard(monkeypatch):
    """What `settling.hear` was told."""
    calls = []
    monkeypatch.setattr("marketplace.payments.settling.hear", lambda *said: calls.append(said))
    return calls


@pytest.mark.parametrize(
    "thing", [OURS, REFUND, CHARGE, things.intent("pi_1", amount=100), ENTRY], ids=lambda thing: thing["object"]
)
def test_thing_of_the_tests_is_as_stripe_describes_it(thing, stripe_mock):
    if stripe_mock is None:
        pytest.skip(MISSING)
    assert shapes.faults(thing["object"], thing) == []
    assert shapes.faults("event", things.event("evt_1", "x", thing)) == []


@pytest.mark.parametrize("change", [{"amount": "100"}, {"amount": None}, {"amuont": 100}], ids=str)
def test_thing_that_is_not_as_stripe_describes_it_is_found(change, stripe_mock):
    if stripe_mock is None:
        pytest.skip(MISSING)
    assert shapes.faults("refund", REFUND | change) != []


@pytest.mark.parametrize(("kind", "thing"), ABOUT_US, ids=[kind for kind, _thing in ABOUT_US])
def test_notice_about_us_is_heard_with_what_it_is_about(heard, told, kind, thing):
    assert told(kind, thing, "evt_7") == 204
    assert heard == [("stripe", "evt_7", thing["id"])]


@pytest.mark.parametrize(("kind", "thing"), NO_NEWS, ids=["session", "refund", "refused", "refunded", "balance"])
def test_notice_that_is_no_news_to_us_is_taken_and_forgotten(heard, told, kind, thing):
    assert told(kind, thing) == 204
    assert (heard, Notice.objects.count()) == ([], 0)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_notice_signed_with_any_of_the_secrets_is_heard(heard, told, secret):
    assert told("checkout.session.completed", OURS, secret=secret) == 204
    assert len(heard) == 1


@pytest.mark.parametrize(
    "how",
    [{"secret": "whsec_of_another"}, {"age": 301}, {"signature": "nonsense"}, {"signature": "t=x,v1=y"}],
    ids=["another", "old", "nonsense", "words"],
)
def test_notice_that_stripe_did_not_sign_just_now_is_refused(heard, told, how):
    assert told("checkout.session.completed", OURS, **how) == 400
    assert heard == []


def test_notice_within_the_tolerance_is_heard(heard, told):
    assert told("checkout.session.completed", OURS, age=290) == 204
    assert len(heard) == 1


def test_notice_that_was_changed_on_its_way_is_refused(client, heard):
    event = things.event("evt_1", "checkout.session.completed", OURS)
    genuine = stripe.WebhookSignature.generate_signature_header(json.dumps(event), SECRET)
    changed = json.dumps(event | {"id": "evt_2"})
    assert post(client, event, body=changed, signature=genuine).status_code == 400
    assert heard == []


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"object": "v2.core.event"}', "\u0000", "no json"])
def test_notice_that_is_no_event_is_refused(client, heard, body):
    body = body or " "
    assert post(client, {}, body=body).status_code == 400
    assert heard == []


def test_notice_without_any_secret_is_refused(heard, told, by_stripe):
    by_stripe.STRIPE_WEBHOOK_SECRETS = []
    assert told("checkout.session.completed", OURS) == 400


def test_refund_that_the_shop_did_not_make_is_said_in_the_log(told, caplog):
    told("refund.updated", REFUND | {"metadata": {}})
    assert "re_1" in caplog.text
