"""Several workers, one message: real connections at once, and the control that shows what the claim is for."""

import threading
import time

import pytest
from django.db import connections

from marketplace.messaging import delivering, queueing
from marketplace.messaging.models import Message
from tests.together import at_once

WORKERS = 6
WORDS = {
    "ref": "K7M4QX2",
    "amount": "1 DH",
    "method": "Carte",
    "name": "Salma",
    "link": "http://127.0.0.1:8000/s/K7M4QX2RTW",
}


class Gateway:
    sent: list = []

    def send(self, **message):
        time.sleep(0.05)
        self.sent.append(threading.get_ident())


@pytest.fixture
def gateway(settings):
    settings.TEXT_SENDER = f"{__name__}.Gateway"
    Gateway.sent = []
    return Gateway


def deliver_at_once():
    queueing.enqueue("shopper-paid", ("payment", 1), language="fr", phone="+212612345678", words=WORDS)

    def run():
        delivering.deliver_about("shopper-paid", ("payment", 1))
        connections.close_all()

    at_once(*[run] * WORKERS)


@pytest.mark.django_db(transaction=True)
def test_deliver_by_several_workers_at_once_sends_once(gateway):
    deliver_at_once()
    assert len(gateway.sent) == 1
    assert Message.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_deliver_without_the_claim_would_send_again_and_again(gateway, monkeypatch):
    def careless(pk):
        message = Message.objects.filter(pk=pk, state="waiting").first()
        time.sleep(0.05)
        return message

    monkeypatch.setattr(delivering, "_claimed", careless)
    deliver_at_once()
    assert len(set(gateway.sent)) > 1
