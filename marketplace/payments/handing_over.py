"""A parcel reaches the shopper: what it was paid with at the door becomes a debt of whoever took it, in the same transaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import Kind, NotAllowed, Side
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments.filling import capture, place_of
from marketplace.payments.models import Collection, CollectionPart, Method, Payment


def deliver(order: Order, *, side: Side, actor, holder: str = "") -> OrderEvent:
    """At the shopper's. `holder` is who took the cash, when it is not whoever carried the parcel."""
    with transaction.atomic():
        event = fulfilment.hand_over(order, Kind.DELIVERED, side=side, actor=actor)
        carrier = f"courier:{order.carrier}" if order.carrier else f"vendor:{order.vendor_id}"
        _take_cash(order, holder or carrier, actor)
        return event


def collect(order: Order, *, side: Side, actor) -> OrderEvent:
    """At the vendor's counter."""
    with transaction.atomic():
        event = fulfilment.hand_over(order, Kind.COLLECTED, side=side, actor=actor)
        _take_cash(order, f"vendor:{order.vendor_id}", actor)
        return event


def _take_cash(order: Order, holder: str, actor) -> None:
    part = CollectionPart.objects.select_related("collection").get(order=order)
    collection = part.collection
    if collection.method != Method.ON_DELIVERY:
        if part.captured < part.amount:
            raise NotAllowed(_("This order is not paid yet."))
        return
    if not part.amount or not capture(part):
        return
    payment = Payment.objects.create(
        collection=collection,
        provider=Method.ON_DELIVERY,
        reference=order.reference,
        amount=part.amount,
        currency=collection.currency,
        state=Payment.State.CAPTURED,
        holder=holder,
        actor=actor,
    )
    book(
        Entry.Kind.CASH,
        ("payment", payment.pk),
        [Move(place_of(payment), Ref("receivable"), payment.amount)],
        currency=payment.currency,
        actor=actor,
        order=order.reference,
    )
    Collection.objects.filter(pk=collection.pk).update(state=Collection.State.CAPTURED)
