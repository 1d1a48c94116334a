"""What a purchase's page says became of the money, and until when it is asked for."""

import zoneinfo
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.checkout.expiry import expire
from marketplace.checkout.quoting import BANK_TRANSFER, CARD
from marketplace.orders.fulfilment import Reason, Side
from marketplace.orders.models import Purchase
from marketplace.payments import late, receiving, refunding, settling
from marketplace.payments.models import Collection, Payment, SandboxSession
from marketplace.storefront.tracking_addresses import tracking_path
from tests import buying, factories
from tests.storefront.test_purchase_page import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sandbox(settings):
    settings.CARD_PROVIDER = "sandbox"


def by_card(client, act="", **fields):
    """A purchase whose shopper went to the sandbox's page, pressed this there and came back."""
    purchase = buying.bought(factories.published(price=10_000, on_hand=1), payment=CARD, **fields)
    url = client.post(tracking_path(purchase, "en", "purchase_pay"))["Location"]
    if act:
        client.post(url.removeprefix("http://127.0.0.1:8000"), {"act": act})
    client.get(tracking_path(purchase, "en") + "?paid")
    return purchase


def said(client, purchase):
    page, html = shown(client, purchase)
    invites = ("/pay/" in html, page.due is not None)
    assert invites[0] is invites[1]
    return [news.text for news in page.news], invites[1]


def let_time_pass():
    past = timezone.now() - timedelta(seconds=1)
    Collection.objects.update(due_at=past)
    SandboxSession.objects.update(expires_at=past)


def pays_at_last():
    """The slow bank has paid, after all was over."""
    SandboxSession.objects.update(pays_at=timezone.now() - timedelta(seconds=1))
    payment = Payment.objects.get()
    settling.settle("sandbox", payment.reference)
    payment.refresh_from_db()
    return payment


def test_paid_is_thanked_for(client):
    assert said(client, by_card(client, "pay")) == (["Paid: MAD\xa0135. Thank you."], False)


def test_refused_says_that_nothing_was_taken_and_asks_again(client):
    [text], invites = said(client, by_card(client, "refuse"))
    assert text.startswith("Your bank refused the payment; nothing was taken. Try again")
    assert invites


def test_refused_then_paid_is_paid(client):
    purchase = by_card(client, "refuse")
    url = client.post(tracking_path(purchase, "en", "purchase_pay"))["Location"]
    client.post(url.removeprefix("http://127.0.0.1:8000"), {"act": "pay"})
    client.get(tracking_path(purchase, "en") + "?paid")
    assert said(client, purchase) == (["Paid: MAD\xa0135. Thank you."], False)


@pytest.mark.parametrize("act", ["", "pay_late"])
def test_left_or_under_way_says_that_it_is_not_finished(client, act):
    [text], invites = said(client, by_card(client, act))
    assert text.startswith("Your payment is not finished.")
    assert invites


def test_closed_says_that_nothing_was_taken_and_asks_again(client):
    purchase = by_card(client)
    SandboxSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.get(tracking_path(purchase, "en") + "?paid")
    [text], invites = said(client, purchase)
    assert text.startswith("The payment page was closed before anything was paid; nothing was taken.")
    assert invites
    # What she then begins is another attempt.
    client.post(tracking_path(purchase, "en", "purchase_pay"))
    assert list(Payment.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "started"]


def test_never_begun_says_only_what_is_due(client):
    purchase = buying.bought(factories.published(), payment=CARD)
    assert said(client, purchase) == ([], True)


def test_key_of_a_page_left_open_pays_nothing_that_is_not_asked_for_any_more(client):
    purchase = by_card(client)
    let_time_pass()
    response = client.post(tracking_path(purchase, "en", "purchase_pay"))
    assert response["Location"] == tracking_path(purchase, "en")
    assert Payment.objects.count() == 1


def test_time_just_over_asks_for_nothing_any_more(client):
    purchase = by_card(client)
    let_time_pass()
    [text], invites = said(client, purchase)
    assert text.startswith("The time to pay has passed.")
    assert not invites


def test_expired_says_that_nothing_was_charged(client):
    purchase = by_card(client)
    let_time_pass()
    expire()
    [text], invites = said(client, purchase)
    assert text.startswith("Time ran out and the pieces are back on sale. Nothing was charged.")
    assert not invites


def test_paid_late_is_looked_at_then_lives_again(client):
    purchase = by_card(client, "pay_late")
    let_time_pass()
    expire()
    payment = pays_at_last()
    [text], invites = said(client, purchase)
    assert text.startswith(
        "Your payment of MAD\xa0135 arrived after its time. It is kept, and the centre is looking at it"
    )
    assert not invites
    late.revive(payment, actor=factories.user())
    [text], invites = said(client, purchase)
    assert text.startswith("Your payment came late, and the pieces were still there: your order lives again.")
    assert not invites


def test_paid_late_then_sent_back_says_so_and_no_more_that_nothing_was_charged(client):
    purchase = by_card(client, "pay_late")
    let_time_pass()
    expire()
    late.send_back(pays_at_last(), actor=factories.user())
    [text], invites = said(client, purchase)
    assert text.startswith("MAD\xa0135 of yours could not be used and was sent back to you.")
    assert not invites


def transfer(collection, amount, reference="VIR-1"):
    return receiving.receive_transfer(collection, amount=amount, reference=reference, actor=factories.user())


def test_another_amount_is_looked_at_and_not_asked_for_again(client):
    purchase = buying.bought(factories.published(price=10_000), payment=BANK_TRANSFER)
    payment = transfer(purchase.collections.get(), 13_000)
    page, _html = shown(client, purchase)
    assert page.news[0].text.startswith("MAD\xa0130 has arrived, and MAD\xa0135 was due.")
    assert page.due is None
    late.send_back(payment, actor=factories.user())
    page, _html = shown(client, purchase)
    assert page.news[0].text.startswith("MAD\xa0130 of yours could not be used")
    assert page.due_amount == "MAD\xa0135"


def test_money_twice_is_looked_at_beside_what_is_paid(client):
    purchase = buying.bought(factories.published(price=10_000), payment=BANK_TRANSFER)
    collection = purchase.collections.get()
    transfer(collection, 13_500)
    collection.refresh_from_db()
    transfer(collection, 13_500, "VIR-2")
    texts = [news.text for news in shown(client, purchase)[0].news]
    assert texts == [
        "MAD\xa0135 has arrived that was not due any more. It is kept; the centre sends it back to you.",
        "Paid: MAD\xa0135. Thank you.",
    ]


def test_given_up_and_refunded_is_not_thanked_for(client):
    purchase = buying.bought(factories.published(price=10_000), payment=BANK_TRANSFER)
    transfer(purchase.collections.get(), 13_500)
    refunding.cancel(purchase.orders.get(), side=Side.CENTRE, actor=None, reason=Reason.OTHER)
    assert shown(client, purchase)[0].news == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_what_is_paid_at_once_takes_one_statement_more(client, django_assert_num_queries, number):
    purchase = buying.bought(*[factories.published() for _each in range(number)], payment=BANK_TRANSFER)
    transfer(purchase.collections.get(), 1)
    shown(client, purchase)
    with django_assert_num_queries(7):
        shown(client, purchase)


@pytest.fixture
def at_three(monkeypatch):
    """Three in the afternoon in Morocco, a Tuesday."""
    now = datetime(2026, 11, 24, 15, 0, tzinfo=zoneinfo.ZoneInfo("Africa/Casablanca"))
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.mark.parametrize(
    ("minutes", "language", "words"),
    [
        (30, "en", "These pieces are kept for you until 15:30."),
        (30, "fr", "15\u00a0h\u00a030"),
        (30, "ar", "15:30"),
        (11 * 60, "en", "These pieces are kept for you until Wednesday 25 November at 2:00."),
    ],
)
def test_card_is_awaited_until_an_hour_of_here(client, at_three, minutes, language, words):
    purchase = buying.bought(factories.published(), payment=CARD)
    Collection.objects.update(due_at=at_three + timedelta(minutes=minutes))
    assert words in shown(client, purchase, language)[0].due_words


def test_transfer_is_awaited_until_a_day_and_an_hour(client, at_three):
    purchase = buying.bought(factories.published(), payment=BANK_TRANSFER)
    Collection.objects.update(due_at=at_three + timedelta(days=5))
    words = shown(client, purchase)[0].due_words
    assert words == f"Quote {purchase.reference} on the transfer, before Sunday 29 November at 15:00."


def test_limit_is_by_the_clock_of_morocco_for_whoever_is_abroad(client, at_three):
    purchase = buying.bought(factories.published(), payment=BANK_TRANSFER)
    Collection.objects.update(due_at=at_three + timedelta(days=5))
    Purchase.objects.update(country="FR")
    purchase.refresh_from_db()
    assert "at 15:00, by the clock of Morocco" in shown(client, purchase)[0].due_words


def test_link_is_in_a_field_to_keep(client):
    purchase = buying.bought(factories.published())
    _page, html = shown(client, purchase)
    link = f"http://127.0.0.1:8000{tracking_path(purchase, 'en')}"
    assert f'value="{link}" dir="ltr" readonly' in html
    assert 'data-copy="link" data-copied="Copied" hidden' in html
