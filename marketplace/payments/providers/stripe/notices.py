"""Stripe's webhooks: whether one is genuine, and what it is about. What it says is never believed, but asked for."""

import json
import logging

from django.conf import settings

from marketplace.payments.providers.protocol import NotGenuine
from marketplace.payments.providers.stripe.clearing import OURS

log = logging.getLogger(__name__)
HEADER = "Stripe-Signature"
TOLERANCE = 300
ABOUT_A_SESSION = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
# The last is what the one before it was called until 2024; both come.
ABOUT_A_REFUND = frozenset({"refund.updated", "refund.failed", "charge.refund.updated"})


def read(request) -> tuple[str, str] | None:
    """(the event's id, the session or refund it is about). None of what is not ours, as when two sites share an account, or no news:
    a refused card (`payment_intent.payment_failed`) leaves its session open, and a refund that was made is ours."""
    event = _genuine(request.body, request.headers.get(HEADER, ""))
    kind, about = event["type"], event["data"]["object"]
    metadata = about.get("metadata") or {}
    if kind in ABOUT_A_SESSION and "purchase" in metadata:
        return event["id"], about["id"]
    if kind in ABOUT_A_REFUND:
        if OURS in metadata:
            return event["id"], about["id"]
        log.warning("Stripe has refund %s, which was not made by this shop", about["id"])
    return None


def _genuine(body: bytes, signature: str) -> dict:
    """Signed with any of the secrets: while one is replaced by another, Stripe signs with both for a day. Raises NotGenuine."""
    # 23 MiB a process, which a shop without it does not pay.
    import stripe

    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(body.decode(), signature, secret, TOLERANCE)
            event = json.loads(body)
            if event["object"] == "event":
                return event
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError):
            continue
    raise NotGenuine
