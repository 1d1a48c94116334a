"""Who hears what of pieces that are sent back. Written by the worker soon after the news, as `letters` are."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import override

from marketplace.accounts.contacts import staff_of
from marketplace.accounts.groups import ORDER_DESK
from marketplace.messaging import dates
from marketplace.orders import phrases
from marketplace.orders.letters import money_words, to_shopper, to_staff, to_vendor
from marketplace.orders.models import Order, OrderEvent, Withdrawal

Words = dict[str, str]


def write(news: str, pk: int) -> None:
    with transaction.atomic():
        withdrawal = Withdrawal.objects.select_related("event", "closed_by").get(pk=pk)
        order = Order.objects.whole().get(pk=withdrawal.order_id)
        NEWS[news](withdrawal, order)


def _asked(withdrawal: Withdrawal, order: Order) -> None:
    _to_shopper("shopper-return-asked", withdrawal, order, withdrawal.event)
    to_vendor(
        "vendor-return-asked", ("withdrawal", withdrawal.pk), order, more=lambda language: _said(withdrawal, language)
    )
    for contact in staff_of(ORDER_DESK):
        with override(contact.language):
            words, brief = phrases.of_order(order, contact.language)
            words |= _said(withdrawal, contact.language)
            to_staff("centre-return-asked", ("withdrawal", withdrawal.pk), contact, order.reference, words, brief)


def _declined(withdrawal: Withdrawal, order: Order) -> None:
    _to_shopper("shopper-return-declined", withdrawal, order, withdrawal.closed_by)


def _received(withdrawal: Withdrawal, order: Order) -> None:
    _to_shopper("shopper-return-received", withdrawal, order, withdrawal.closed_by)


def _to_shopper(kind: str, withdrawal: Withdrawal, order: Order, event: OrderEvent) -> None:
    with override(language := order.purchase.language):
        words, brief = phrases.of_order(order, language)
        words |= {**money_words(order, event, language), **_said(withdrawal, language)}
        words["date"] = dates.day(event.at, language)
        words["reason"] = " ".join(event.words.split())
        to_shopper(kind, ("withdrawal", withdrawal.pk), order.purchase, words, brief)


def _said(withdrawal: Withdrawal, language: str) -> Words:
    pieces = list(withdrawal.pieces.select_related("line"))
    said = [f"{each.quantity} × {phrases.title(each.line, language)}" for each in pieces]
    return {
        "lines": phrases.COMMA.get(language, ", ").join(said),
        "pieces": phrases.pieces(each.quantity for each in pieces),
        "words": " ".join(withdrawal.event.words.split()),
    }


NEWS: dict[str, Callable[[Withdrawal, Order], None]] = {
    "asked": _asked,
    "declined": _declined,
    "received": _received,
}
