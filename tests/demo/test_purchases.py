"""The demo's trade, made through the verbs."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from catalogue import publishing
from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.demo import accounts, building, purchases, trade, wiping
from marketplace.ledger import append_only
from marketplace.ledger.models import Account, Entry, SplitRule
from marketplace.orders.fulfilment import NotAllowed
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.payments.models import Collection, Refund
from tests import promises
from tests.demo.conftest import PIECES
from vendors.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_trade_keeps_every_promise():
    assert Purchase.objects.count() == purchases.FIRST
    assert promises.broken() == []


@pytest.mark.parametrize(("provider", "is_asked"), [("sandbox", True), ("stripe", False), ("", False)])
def test_plans_ask_no_real_provider(settings, provider, is_asked):
    settings.CARD_PROVIDER = provider
    assert ("card" in {plan.payment for plan in purchases.plans()}) is is_asked


def test_trade_shows_every_state():
    assert set(Order.objects.values_list("state", flat=True)) >= set(Order.State) - {Order.State.COLLECTED}
    assert set(Collection.objects.values_list("state", flat=True)) >= {"due", "captured", "void"}
    assert set(Refund.objects.values_list("state", flat=True)) == {"due", "done"}


def test_trade_happened_over_weeks_and_not_in_the_future():
    days = OrderEvent.objects.values_list("at", flat=True)
    assert max(days) <= timezone.now()
    assert max(days) - min(days) > timedelta(days=40)


def test_trade_made_again_adds_nothing():
    events, entries = OrderEvent.objects.count(), Entry.objects.count()
    curator, *_others = accounts.open_staff()
    purchases.make(purchases.plans()[: purchases.FIRST], curator)
    assert (OrderEvent.objects.count(), Entry.objects.count()) == (events, entries)


def test_trade_goes_on_in_the_background():
    curator, *_others = accounts.open_staff()
    purchases.make(purchases.plans()[: purchases.FIRST + 10], curator)
    assert Purchase.objects.count() == purchases.FIRST + 10
    assert promises.broken() == []


def untraded():
    """The demo as a release before its trade left it, when it was finished then."""
    with transaction.atomic():
        wiping._trade()
    User.objects.filter(email__in=("orders@maarad.example", "finance@maarad.example")).delete()


def run_make_demo():
    out = io.StringIO()
    call_command("make_demo", stdout=out)
    return out.getvalue()


def test_finished_demo_of_an_earlier_release_gets_its_trade_and_its_people():
    untraded()
    withdrawn = Product.objects.filter(state="published").first()
    publishing.withdraw(withdrawn, actor=None)
    run_make_demo()
    assert set(Purchase.objects.values_list("key", flat=True)) >= {
        plan.key for plan in purchases.plans()[: purchases.FIRST]
    }
    assert (Tariff.objects.count(), SplitRule.objects.count()) == (len(trade.TARIFFS), 1)
    assert User.objects.get(email="finance@maarad.example").groups.filter(name="Finance").exists()
    assert Product.objects.get(pk=withdrawn.pk).state == "withdrawn"
    assert promises.broken() == []


def test_finished_demo_does_not_get_back_what_staff_took_out():
    Tariff.objects.all().delete()
    User.objects.get(email="moderator@maarad.example").groups.clear()
    assert run_make_demo() == ""
    assert not Tariff.objects.exists()
    assert not User.objects.get(email="moderator@maarad.example").groups.exists()


def test_trade_stopped_half_way_goes_on_and_keeps_what_is_there():
    untraded()
    Membership.objects.filter(user__email__in=accounts.EMAILS).delete()
    trade.make()
    UsualWeight.objects.filter(weight_g__gt=1000).delete()
    kept = Tariff.objects.get(carrier="Amana", up_to_g=2000)
    Tariff.objects.filter(pk=kept.pk).update(amount=4200)
    Tariff.objects.exclude(pk=kept.pk).delete()
    building.make_demo(limit=PIECES, out=io.StringIO())
    assert Tariff.objects.count() == len(trade.TARIFFS)
    assert Tariff.objects.get(pk=kept.pk).amount == 4200
    assert UsualWeight.objects.count() == len(trade.WEIGHTS)
    assert SplitRule.objects.count() == 1
    assert purchases.missing(purchases.plans()[: purchases.FIRST]) == []
    assert accounts.were_opened()


def test_purchase_that_cannot_be_placed_is_left_out_with_a_line_and_made_when_it_can(monkeypatch):
    untraded()
    stopped, wanted = purchases.plans()[3], purchases._wanted

    def nothing_for_one(plan, *args):
        return [] if plan == stopped else wanted(plan, *args)

    monkeypatch.setattr(purchases, "_wanted", nothing_for_one)
    said = run_make_demo()
    assert purchases.missing(purchases.plans()[: purchases.FIRST]) == [stopped]
    assert "Purchase 4 (new) was left out: NotPlaceable" in said
    monkeypatch.undo()
    assert "left out" not in run_make_demo()
    assert purchases.missing(purchases.plans()[: purchases.FIRST]) == []
    assert promises.broken() == []


def test_purchase_that_stops_on_its_course_leaves_nothing(monkeypatch):
    untraded()

    def never(order, actor):
        raise NotAllowed("never")

    monkeypatch.setitem(purchases.STEPS, "report", never)
    assert "(reported) was left out: NotAllowed: never" in run_make_demo()
    assert [plan.course for plan in purchases.missing(purchases.plans()[: purchases.FIRST])] == ["reported"]
    assert promises.broken() == []


def test_demo_staff_read_the_admin_in_their_language(client):
    client.force_login(User.objects.get(email=accounts.EMAILS[0]))
    assert '<html lang="fr"' in client.get("/admin/", headers={"accept-language": "en"}).content.decode()


def test_wipe_takes_the_books_along_and_leaves_them_protected():
    assert Account.objects.filter(kind=Account.Kind.PAYABLE).exists()
    wiping.wipe()
    assert (Purchase.objects.count(), Entry.objects.count()) == (0, 0)
    assert not Account.objects.filter(kind=Account.Kind.PAYABLE).exists()
    assert not Account.objects.filter(key__startswith="vendor:").exists()
    assert append_only.missing() == []
