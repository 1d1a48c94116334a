"""The demo's trade, made through the verbs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.demo import accounts, purchases, wiping
from marketplace.ledger import append_only
from marketplace.ledger.models import Entry
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.payments.models import Collection, Refund
from tests import promises

pytestmark = pytest.mark.usefixtures("demo")


def test_trade_keeps_every_promise():
    assert Purchase.objects.count() == purchases.FIRST
    assert promises.broken() == []


def test_trade_shows_every_state():
    assert set(Order.objects.values_list("state", flat=True)) >= set(Order.State) - {Order.State.COLLECTED}
    assert set(Collection.objects.values_list("state", flat=True)) >= {"due", "captured", "void"}
    assert set(Refund.objects.values_list("state", flat=True)) == {"due", "done"}


def test_trade_happened_over_weeks_and_not_in_the_future():
    days = OrderEvent.objects.values_list("at", flat=True)
    assert max(days) <= timezone.now()
    assert max(days) - min(days) > timedelta(days=40)


def test_trade_made_again_adds_nothing(undone):
    events, entries = OrderEvent.objects.count(), Entry.objects.count()
    curator, *_others = accounts.open_staff()
    purchases.make(purchases.plans()[: purchases.FIRST], curator)
    assert (OrderEvent.objects.count(), Entry.objects.count()) == (events, entries)


def test_trade_goes_on_in_the_background(undone):
    curator, *_others = accounts.open_staff()
    purchases.make(purchases.plans()[: purchases.FIRST + 10], curator)
    assert Purchase.objects.count() == purchases.FIRST + 10
    assert promises.broken() == []


def test_wipe_takes_the_books_along_and_leaves_them_protected(undone):
    wiping.wipe()
    assert (Purchase.objects.count(), Entry.objects.count()) == (0, 0)
    assert append_only.missing() == []
