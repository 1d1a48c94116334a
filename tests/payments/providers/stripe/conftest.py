import json
import os
import socket
import subprocess
import time
from contextlib import closing, suppress

import pytest
import stripe
from django.urls import reverse

from tests.payments.providers.stripe import shapes, things
from tests.payments.providers.stripe.fake import Fake, serving
from tests.serving import free_port

SECRET, OLD_SECRET = "whsec_of_today", "whsec_of_yesterday"
MISSING = "stripe-mock is not installed: python3 .ci/stripe_mock.py"


@pytest.fixture(scope="session")
def stripe_mock():
    """The address of Stripe's own stand-in; None where it is not installed."""
    if not shapes.BINARY.exists():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(MISSING)
        yield None
        return
    port, quiet = free_port(), subprocess.DEVNULL
    command = [shapes.BINARY, "-http-port", str(port), "-https-port", "0"]
    server = subprocess.Popen([str(part) for part in command], stdout=quiet, stderr=quiet)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _wait_for(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 1)):
            return
        time.sleep(0.1)
    raise AssertionError("stripe-mock did not start")


@pytest.fixture
def by_stripe(settings):
    """A shop whose cards go through Stripe."""
    settings.CARD_PROVIDER, settings.STRIPE_SECRET_KEY = "stripe", "sk_test_123"
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET, OLD_SECRET]
    return settings


@pytest.fixture
def judged(by_stripe, stripe_mock):
    """Asks stripe-mock."""
    if stripe_mock is None:
        pytest.skip(MISSING)
    by_stripe.STRIPE_API_BASE = stripe_mock


@pytest.fixture
def fake(by_stripe, stripe_mock):
    """Asks a Stripe that remembers."""
    with serving(Fake(stripe_mock)) as running:
        by_stripe.STRIPE_API_BASE = by_stripe.STRIPE_CHECKOUT_ORIGIN = running.base
        yield running
    assert running.complaints == []


@pytest.fixture
def told(client):
    """Post a notice as Stripe does; returns the answer's status."""

    def tell(kind, thing, event_id="evt_1", **how):
        return post(client, things.event(event_id, kind, thing), **how).status_code

    return tell


def post(client, event, *, secret=SECRET, age=0, signature=None, body=None):
    body = body or json.dumps(event)
    signature = signature or stripe.WebhookSignature.generate_signature_header(body, secret, int(time.time()) - age)
    return client.post(
        reverse("payment_notice", args=["stripe"]),
        body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )
