"""What a purchase is called, short and readable aloud, and who may look at it without an account."""

import hmac

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from marketplace.accounts import phones
from marketplace.messaging import links
from marketplace.orders.models import Purchase

# 8 thousand million: no secret, but nobody meets another's by mistake.
LENGTH = 7
TOKEN_LENGTH = 20
SALT = "marketplace.orders.tracking"


def new_reference() -> str:
    return links.new_code(LENGTH)


def tidy(written: str) -> str:
    """A reference as people write it: `k7m 4qx2`, `K7M4QX2-1` (an order's)."""
    first = written.strip().upper().split("-")[0]
    return "".join(sign for sign in first if sign in links.SIGNS)


def token_of(purchase: Purchase) -> str:
    """What the tracking link carries beside the reference: whoever has it may see the purchase."""
    return salted_hmac(SALT, f"{purchase.pk}:{purchase.reference}", algorithm="sha256").hexdigest()[:TOKEN_LENGTH]


def purchase_for(reference: str, token: str) -> Purchase | None:
    purchase = Purchase.objects.filter(reference=reference).first()
    return purchase if purchase and hmac.compare_digest(token_of(purchase), token) else None


def found(reference: str, phone: str) -> Purchase | None:
    """By its reference and the telephone it was made with."""
    try:
        number = phones.normalise(phone)
    except ValidationError:
        return None
    return Purchase.objects.filter(reference=tidy(reference), phone=number).exclude(phone="").first()
