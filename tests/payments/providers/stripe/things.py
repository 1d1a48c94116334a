"""Stripe's objects as it answers them, with every field it promises; the shapes are tested against its own description."""

import time

NOW = 1_790_000_000


def session(session_id, *, amount, currency="mad", expires_at=NOW + 1860, metadata=None):
    return {
        "id": session_id,
        "object": "checkout.session",
        "amount_subtotal": amount,
        "amount_total": amount,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": None,
        "client_reference_id": None,
        "created": int(time.time()),
        "currency": currency,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "expires_at": expires_at,
        "livemode": False,
        "locale": None,
        "metadata": metadata or {},
        "mode": "payment",
        "payment_intent": None,
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "shipping_options": [],
        "status": "open",
        "success_url": None,
        "url": None,
    }


def intent(intent_id, *, amount, currency="mad"):
    return {
        "id": intent_id,
        "object": "payment_intent",
        "amount": amount,
        "amount_received": 0,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret",
        "confirmation_method": "automatic",
        "created": NOW,
        "currency": currency,
        "latest_charge": None,
        "livemode": False,
        "metadata": {},
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
    }


def charge(charge_id, *, intent, amount, currency="mad"):
    return {
        "id": charge_id,
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        "captured": True,
        "created": NOW,
        "currency": currency,
        "disputed": False,
        "livemode": False,
        "metadata": {},
        "paid": True,
        "payment_intent": intent,
        "refunded": False,
        "status": "succeeded",
    }


def refund(refund_id, *, charge, amount, metadata):
    return {
        "id": refund_id,
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": NOW,
        "currency": charge["currency"],
        "metadata": metadata,
        "payment_intent": charge["payment_intent"],
        "status": "succeeded",
    }


def entry(entry_id, *, amount, fee=0, kind="charge", rate=None, currency="eur"):
    """A balance transaction: a line of the account."""
    return {
        "id": entry_id,
        "object": "balance_transaction",
        "amount": amount,
        "available_on": NOW,
        "balance_type": "payments",
        "created": NOW,
        "currency": currency,
        "description": None,
        "exchange_rate": rate,
        "fee": fee,
        "fee_details": [],
        "net": amount - fee,
        "reporting_category": kind,
        "source": None,
        "status": "pending",
        "type": kind,
    }


def event(event_id, kind, thing):
    """A webhook's body."""
    return {
        "id": event_id,
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "data": {"object": thing},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
