"""Several at the same moment: notices, a shopper who is back, the timetable. Each on a connection of its own, over HTTP to Stripe."""

import json

import pytest
from django.db import connection
from django.test import Client

from marketplace.ledger.models import Entry
from marketplace.orders.fulfilment import NotAllowed, Reason, Side
from marketplace.orders.models import Order
from marketplace.payments import clearing, refunding, sending, settling
from marketplace.payments.models import Clearing, Payment, Refund
from tests import buying, factories, promises
from tests.payments.providers.stripe import things
from tests.payments.providers.stripe.conftest import post
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BACK = "http://127.0.0.1:8000/fr/orders/x/?paid"


def four_times(action):
    def one():
        try:
            return action()
        except NotAllowed:
            return None
        finally:
            connection.close()

    return at_once(*[one] * 4)


@pytest.fixture
def purchase():
    return buying.bought(factories.published(price=21_500), payment="card")


@pytest.fixture
def session(fake, purchase):
    session = settling.begin(purchase, back=BACK).rpartition("/")[2]
    fake.pay(session)
    return session


def test_four_begin_at_once_in_one_session(fake, purchase):
    urls = four_times(lambda: settling.begin(purchase, back=BACK))
    assert (len(set(urls)), len(fake.sessions), Payment.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("is_one", [True, False], ids=["one notice", "four notices"])
def test_four_told_at_once_capture_once(fake, session, is_one):
    numbers = iter("1111" if is_one else "1234")

    def tell():
        event = things.event(f"evt_{next(numbers)}", "checkout.session.completed", fake.sessions[session])
        return post(Client(), json.loads(json.dumps(event))).status_code

    assert set(four_times(tell)) == {204}
    assert Payment.objects.get().state == Payment.State.CAPTURED
    assert Entry.objects.filter(kind=Entry.Kind.PAYMENT).count() == 1
    assert promises.broken() == []


def test_four_who_give_back_at_once_give_back_once(fake, session):
    settling.look_after()
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    four_times(sending.send_due)
    assert (len(fake.refunds), Refund.objects.get().state) == (1, Refund.State.DONE)
    assert promises.broken() == []


def test_four_who_learn_at_once_that_a_refund_failed_owe_it_once(fake, session):
    settling.look_after()
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    sending.send_due()
    fake.fail(next(iter(fake.refunds)))
    four_times(sending.watch)
    assert Entry.objects.filter(kind=Entry.Kind.REVERSAL).count() == 1
    assert promises.broken() == []


def test_four_who_look_at_once_book_a_fee_once(fake, session):
    settling.look_after()
    four_times(clearing.look)
    assert (Clearing.objects.count(), Entry.objects.filter(kind=Entry.Kind.FEE).count()) == (1, 1)
    assert promises.broken() == []
