"""Purchases as people ask for them at the telephone: by reference, number or name."""

from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db.models import Q

from marketplace.accounts import phones
from marketplace.orders import references

MOST_WORDS = 8
# Fewer digits of a number would find half the country.
FEWEST_DIGITS = 4


def purchases_like(typed: str, to_purchase: str = "") -> Q | None:
    """The condition; `to_purchase` is the way to the purchase, `purchase__` from an order. None for nothing typed."""
    words = typed.replace("\x00", "").split()[:MOST_WORDS]
    if not words:
        return None
    wanted = reduce(and_, (Q(**{f"{to_purchase}name__icontains": word}) for word in words))
    reference = references.tidy(typed)
    if len(reference) == references.LENGTH:
        wanted |= Q(**{f"{to_purchase}reference": reference})
    if "@" in typed:
        wanted |= Q(**{f"{to_purchase}email__iexact": typed.strip()})
    return wanted | _phone_like(typed, to_purchase)


def _phone_like(typed: str, to_purchase: str) -> Q:
    try:
        return Q(**{f"{to_purchase}phone": phones.normalise(typed)})
    except ValidationError:
        digits = "".join(sign for sign in typed if sign in "0123456789")
        is_number = not typed.strip(" +-.()0123456789")
        # An unfinished one: its last digits. (Q() alone would be everything.)
        end = digits if is_number and len(digits) >= FEWEST_DIGITS else ""
        return Q(**{f"{to_purchase}phone__endswith": end}) if end else Q(pk__in=[])
