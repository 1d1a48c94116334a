"""What Stripe makes of our money in its own account, in euros; the books say the same, and nobody's share feels it."""

import pytest

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.ledger.models import Account, Entry
from marketplace.orders.fulfilment import Reason, Side
from marketplace.orders.models import Order, Share
from marketplace.payments import clearing, late, refunding, sending, settling
from marketplace.payments.models import Clearing, Collection, Payment, Refund
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db
BACK = "http://127.0.0.1:8000/fr/orders/x/?paid"
STRIPE, EXCHANGE, FEES = Ref("gateway", "stripe"), Ref("exchange"), Ref("fees")


def paid(fake, price=21_500):
    """A purchase of 250.00 MAD with its delivery: 23.10 euros."""
    purchase = buying.bought(factories.published(price=price), payment="card")
    session = settling.begin(purchase, back=BACK).rpartition("/")[2]
    fake.pay(session)
    settling.look_after()
    return session


def at_stripe():
    """As people say it: what is there of each currency."""
    return {currency: -balance(STRIPE, currency) for currency in ("MAD", "EUR")}


def test_payment_is_at_the_provider_in_its_own_currency_less_its_fee(fake):
    paid(fake)
    kept = list(Share.objects.values_list("amount", "returned"))
    assert clearing.look() == 1
    assert at_stripe() == {"MAD": 0, "EUR": 2215}
    assert at_stripe()["EUR"] == fake.balance
    assert (balance(EXCHANGE, "MAD"), balance(EXCHANGE, "EUR")) == (-25_000, 2310)
    assert (balance(FEES, "EUR"), balance(FEES, "MAD")) == (-95, 0)
    assert list(Share.objects.values_list("amount", "returned")) == kept
    fee = Entry.objects.get(kind=Entry.Kind.FEE)
    (entry,) = fake.entries.values()
    assert (fee.currency, fee.note) == ("EUR", f"{entry['id']} · 0.0924")
    assert fee.order == Order.objects.get().purchase.reference
    assert promises.broken() == []


def test_totals_of_the_books_are_right_in_each_currency(fake):
    paid(fake)
    clearing.look()
    assert Account.objects.totals() == {
        "MAD": {"held": 25_000, "owed": 25_000, "kept": 0},
        "EUR": {"held": -95, "owed": 0, "kept": -95},
    }


def test_payment_is_asked_about_until_stripe_has_entered_it_and_then_no_more(fake):
    fake.enters_at_once = False
    paid(fake)
    assert (clearing.look(), Payment.objects.get().cleared_at) == (0, None)
    fake.enter_charges()
    assert clearing.look() == 1
    asked = len(fake.asked)
    assert (clearing.look(), len(fake.asked), Clearing.objects.count()) == (0, asked, 1)


def test_payment_while_stripe_is_down_is_asked_about_later(fake):
    paid(fake)
    fake.is_down = True
    assert clearing.look() == 0
    fake.is_down = False
    assert clearing.look() == 1


def test_many_payments_while_stripe_is_down_are_not_all_asked_about(fake):
    for _time in range(5):
        paid(fake)
    fake.is_down = True
    asked = len(fake.asked)
    clearing.look()
    assert len(fake.asked) - asked == clearing.PATIENCE


def test_account_in_the_shops_own_currency_books_the_fee_alone(fake, monkeypatch):
    monkeypatch.setattr("tests.payments.providers.stripe.fake.RATE", 1)
    paid(fake)
    for entry in fake.entries.values():
        entry |= {"currency": "mad", "exchange_rate": None}
    clearing.look()
    assert at_stripe() == {"MAD": 25_000 - 95, "EUR": 0}
    assert [entry.kind for entry in Entry.objects.filter(subject_kind="clearing")] == [Entry.Kind.FEE]
    assert promises.broken() == []


def refunded(fake):
    paid(fake)
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    sending.send_due()
    return Refund.objects.get()


def test_refund_leaves_the_account_in_its_currency_and_the_fee_stays_paid(fake):
    refunded(fake)
    assert clearing.look() == 2
    assert at_stripe() == {"MAD": 0, "EUR": -95}
    assert (at_stripe()["EUR"], balance(EXCHANGE, "MAD"), balance(FEES, "EUR")) == (fake.balance, 0, -95)
    assert promises.broken() == []


def test_refund_at_another_rate_leaves_the_difference_to_be_seen(fake, monkeypatch):
    paid(fake)
    monkeypatch.setattr("tests.payments.providers.stripe.fake.RATE", 0.1)
    refunding.decline(Order.objects.get(), side=Side.VENDOR, actor=None, reason=Reason.SOLD)
    sending.send_due()
    clearing.look()
    assert (balance(EXCHANGE, "MAD"), balance(EXCHANGE, "EUR")) == (0, 2310 - 2500)
    assert at_stripe()["EUR"] == fake.balance
    assert promises.broken() == []


@pytest.mark.parametrize("is_known", [True, False], ids=["looked before", "not looked before"])
def test_refund_that_fails_is_in_the_account_again(fake, is_known):
    refund = refunded(fake)
    if is_known:
        clearing.look()
    fake.fail(refund.provider_reference)
    sending.watch()
    clearing.look()
    assert Clearing.objects.filter(refund=refund).count() == 2
    assert at_stripe() == {"MAD": 0, "EUR": 2215}
    assert at_stripe()["EUR"] == fake.balance
    assert promises.broken() == []
    refunding.done_by_hand(Refund.objects.get(), actor=factories.user(), reference="VIR-7")
    assert clearing.look() == 0
    assert promises.broken() == []


def test_refund_that_fails_before_it_left_was_never_in_the_account(fake):
    fake.refund_status = "pending"
    refund = refunded(fake)
    fake.fail(next(iter(fake.refunds)))
    sending.send_due()
    assert clearing.look() == 1
    refund.refresh_from_db()
    assert (refund.cleared_at is not None, refund.clearings.count()) == (True, 0)
    assert promises.broken() == []


def test_late_payment_is_cleared_and_sent_back_in_both_currencies(fake):
    purchase = buying.bought(factories.published(price=21_500), payment="card")
    session = settling.begin(purchase, back=BACK).rpartition("/")[2]
    purchase.collections.update(state=Collection.State.EXPIRED)
    fake.pay(session)
    settling.look_after()
    payment = Payment.objects.get()
    assert payment.state == Payment.State.FLAGGED
    assert clearing.look() == 1
    late.send_back(payment, actor=factories.user(), reference="re_by_hand")
    # She says so before she has done it.
    assert (clearing.look(), at_stripe()["MAD"]) == (0, -25_000)
    fake.refund_by_hand(session, 25_000)
    assert clearing.look() == 1
    assert at_stripe() == {"MAD": 0, "EUR": fake.balance}


def test_sandbox_takes_nothing_and_is_asked_once(by_stripe, client):
    by_stripe.CARD_PROVIDER = "sandbox"
    purchase = buying.bought(factories.published(), payment="card")
    client.post(settling.begin(purchase, back=BACK).removeprefix("http://127.0.0.1:8000"), {"act": "pay"})
    settling.look_after()
    assert clearing.look() == 0
    assert Payment.objects.get().cleared_at is not None
    assert not Entry.objects.filter(subject_kind="clearing").exists()
