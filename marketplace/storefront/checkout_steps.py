"""The way from a cart to an order, as the head of its pages shows it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The address of each step, in their order.
STEPS: dict[str, Promise] = {
    "cart": _("Cart"),
    "checkout": _("Your details"),
    "checkout_delivery": _("Delivery"),
    "checkout_payment": _("Payment"),
}


@dataclass(frozen=True)
class Step:
    number: int
    title: Promise
    url: str
    is_current: bool


def steps(current: str) -> list[Step]:
    """Those behind are links: going back loses nothing."""
    here = list(STEPS).index(current)
    return [
        Step(place + 1, title, reverse(f"storefront:{name}") if place < here else "", place == here)
        for place, (name, title) in enumerate(STEPS.items())
    ]
