import hashlib
import json
import logging
import math
import time
from typing import Any

from django.conf import settings

from marketplace.payments.models import Payment
from marketplace.payments.providers.protocol import Asked, Found, Given, Line, Start, Unreachable
from marketplace.payments.providers.stripe import clearing, notices
from marketplace.payments.providers.stripe.asking import Refused, api, asking

log = logging.getLogger(__name__)
# Checkout speaks no Arabic; `auto` is the browser's language, where it speaks that.
LOCALES = {"fr": "fr", "en": "en"}
# What will be refused tomorrow too.
FOR_GOOD = frozenset({"charge_already_refunded", "charge_disputed", "refund_disputed_payment"})
REFUNDS = {"succeeded": "done", "failed": "failed", "canceled": "failed"}
MOST_WORDS = 250


class Stripe:
    name = "stripe"

    @property
    def origins(self) -> tuple[str, ...]:
        return (settings.STRIPE_CHECKOUT_ORIGIN,)

    def start(self, asked: Asked) -> Start:
        session = self._session(asked)
        # Stripe refuses a key that comes again with other words. With the words in it a second click is the same attempt, and what is
        # asked later a new one.
        digest = hashlib.sha256(json.dumps(session, sort_keys=True).encode()).hexdigest()[:16]
        try:
            with asking():
                made = api().v1.checkout.sessions.create(session, {"idempotency_key": f"{asked.key}-{digest}"})
        except Refused as error:
            # Nobody but us can do anything about it: too small an amount, a currency the account does not take.
            log.error("Stripe opens no session for %s: %s", asked.purchase, error)
            raise Unreachable(str(error)) from error
        return Start(made.id, str(made.url))

    def go_on(self, reference: str) -> str | None:
        session = _retrieve(reference)
        return session["url"] if session["status"] == "open" else None

    read_notice = staticmethod(notices.read)

    def fetch(self, reference: str) -> Found:
        return _found(_retrieve(reference))

    def close(self, reference: str) -> Found:
        try:
            with asking():
                return _found(api().v1.checkout.sessions.expire(reference).to_dict())
        except Refused:
            # Only an open session can be closed: it was paid, or has closed itself.
            return self.fetch(reference)

    def refund(self, payment: Payment, *, key: str, amount: int, reference: str = "") -> Given:
        try:
            return _given(_refund_again(reference) if reference else _refund(payment, key, amount))
        except Refused as error:
            if error.code in FOR_GOOD or error.param == "amount":
                return Given("failed", why=str(error))
            raise Unreachable(str(error)) from error

    cleared = staticmethod(clearing.of_payment)
    cleared_refund = staticmethod(clearing.of_refund)

    def _session(self, asked: Asked) -> dict[str, Any]:
        # On the whole minute, so that a second click asks in the same words.
        ends = (math.ceil(time.time() / 60) + asked.minutes) * 60
        about = {"purchase": asked.purchase}
        return {
            "mode": "payment",
            "payment_method_types": ["card"],
            "adaptive_pricing": {"enabled": False},
            "line_items": [_line(line, asked.currency) for line in asked.lines],
            "client_reference_id": asked.purchase,
            "metadata": about,
            "payment_intent_data": {"description": asked.words, "metadata": about},
            "locale": LOCALES.get(asked.language, "auto"),
            "expires_at": ends,
            "success_url": asked.back,
            "cancel_url": asked.back,
        }


def _line(line: Line, currency: str) -> dict[str, Any]:
    product = {"name": line.words[:MOST_WORDS]}
    if line.whose:
        product["description"] = line.whose[:MOST_WORDS]
    price = {"currency": currency.lower(), "unit_amount": line.unit_amount, "product_data": product}
    return {"price_data": price, "quantity": line.quantity}


def _retrieve(reference: str) -> dict[str, Any]:
    try:
        with asking():
            session = api().v1.checkout.sessions.retrieve(reference, {"expand": ["payment_intent"]})
    except Refused as error:
        raise Unreachable(str(error)) from error
    return session.to_dict()


def _found(session: dict[str, Any]) -> Found:
    """A card that is refused leaves the session open: she tries another on the same page, and only one of them pays."""
    if session["payment_status"] == "paid":
        return Found("paid", session["amount_total"], session["currency"].upper())
    if session["status"] == "expired":
        return Found("closed")
    intent = session.get("payment_intent")
    if session["status"] == "complete" and isinstance(intent, dict):
        # She has done her part. Whether the money comes is her bank's to say.
        return Found("refused" if intent["status"] in ("requires_payment_method", "canceled") else "open")
    return Found("open")


def _refund(payment: Payment, key: str, amount: int) -> dict[str, Any]:
    intent = _retrieve(payment.reference)["payment_intent"]
    if not isinstance(intent, dict):
        raise Unreachable(f"{payment.reference} has no payment to give back from")
    wanted = {
        "payment_intent": intent["id"],
        "amount": amount,
        "metadata": {clearing.OURS: key},
    }
    with asking():
        # Stripe forgets keys after a day: an answer lost before that is found among the refunds.
        listed = api().v1.refunds.list({"payment_intent": intent["id"], "limit": clearing.MANY}).data
        for made in listed:
            if (made.to_dict().get("metadata") or {}).get(clearing.OURS) == key:
                return made.to_dict()
        return api().v1.refunds.create(wanted, {"idempotency_key": key}).to_dict()


def _refund_again(reference: str) -> dict[str, Any]:
    with asking():
        return api().v1.refunds.retrieve(reference).to_dict()


def _given(refund: dict[str, Any]) -> Given:
    """Without a status it is one of the time before there were any: done."""
    state = REFUNDS.get(refund.get("status") or "succeeded", "pending")
    return Given(state, refund["id"], refund.get("failure_reason") or "")
