"""Stripe's own account: its balance transactions, in the currency the account is settled in, each with the fee and the rate."""

from typing import Any

from marketplace.payments.models import Payment
from marketplace.payments.providers.protocol import Cleared, Unreachable
from marketplace.payments.providers.stripe.asking import Refused, api, asking

# What a refund made by us bears; one without it was made by a person, at Stripe.
OURS = "refund"
CHARGE = "payment_intent.latest_charge.balance_transaction"
MANY = 100


def of_payment(payment: Payment) -> list[Cleared] | None:
    try:
        with asking():
            session = api().v1.checkout.sessions.retrieve(payment.reference, {"expand": [CHARGE]}).to_dict()
    except Refused as error:
        raise Unreachable(str(error)) from error
    intent = session.get("payment_intent")
    charge = intent.get("latest_charge") if isinstance(intent, dict) else None
    if not isinstance(charge, dict) or not isinstance(charge.get("balance_transaction"), dict):
        return None
    found = [_cleared(charge["balance_transaction"], charge["amount"])]
    if payment.state == Payment.State.SENT_BACK:
        sent_back = _sent_back(intent["id"])
        if sent_back is None or sum(each.paid for each in sent_back) != -charge["amount"]:
            return None
        found += sent_back
    return found


def _sent_back(intent: str) -> list[Cleared] | None:
    with asking():
        listed = api().v1.refunds.list(
            {"payment_intent": intent, "limit": MANY, "expand": ["data.balance_transaction"]}
        )
    rows = [each.to_dict() for each in listed.data]
    made = [row for row in rows if OURS not in (row.get("metadata") or {}) and row.get("status") == "succeeded"]
    if not all(isinstance(row.get("balance_transaction"), dict) for row in made):
        return None
    return [_cleared(row["balance_transaction"], -row["amount"]) for row in made]


def of_refund(payment: Payment, reference: str) -> list[Cleared] | None:
    """When it failed before it left, it never was in the account; when it came back, it is there twice."""
    expand = ["balance_transaction", "failure_balance_transaction"]
    try:
        with asking():
            refund = api().v1.refunds.retrieve(reference, {"expand": expand}).to_dict()
    except Refused as error:
        raise Unreachable(str(error)) from error
    went, came_back = refund.get("balance_transaction"), refund.get("failure_balance_transaction")
    has_failed = refund.get("status") in ("failed", "canceled")
    if not isinstance(went, dict):
        return [] if has_failed else None
    if not has_failed:
        return [_cleared(went, -refund["amount"])]
    if not isinstance(came_back, dict):
        return None
    return [_cleared(went, -refund["amount"]), _cleared(came_back, refund["amount"])]


def _cleared(row: dict[str, Any], paid: int) -> Cleared:
    rate = row.get("exchange_rate")
    return Cleared(
        reference=row["id"],
        paid=paid,
        amount=row["amount"],
        currency=row["currency"].upper(),
        fee=row["fee"],
        rate="" if rate is None else str(rate),
    )
