"""Money that has come for a collection, by whatever way: it pays what it matches, or is kept and flagged for a person."""

from django.db.models import F
from django.utils.translation import gettext as _

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import NotAllowed, Side
from marketplace.payments import telling
from marketplace.payments.models import Collection, CollectionPart, Method, Payment

State = Payment.State


def fill(payment: Payment, *, side: Side, actor) -> None:
    """The one place where money paid for all parcels together is taken in, in the caller's transaction, once for a payment.

    The caller holds the orders' rows (`Collection.hold_orders`). Another amount or currency than is due, or money that comes after its
    time, pays nothing: it is owed back to whoever sent it until a person decides.
    """
    collection = payment.collection
    parts = list(collection.parts.select_related("order__purchase").order_by("order"))
    is_due = (payment.amount, payment.currency) == (sum(part.amount for part in parts), collection.currency)
    due = Collection.objects.filter(pk=collection.pk, state=Collection.State.DUE)
    is_whole = is_due and bool(due.update(state=Collection.State.CAPTURED))
    payment.state = State.CAPTURED if is_whole else State.FLAGGED
    payment.save(update_fields=["state"])
    book(
        Entry.Kind.PAYMENT,
        ("payment", payment.pk),
        [Move(place_of(payment), Ref("receivable") if is_whole else Ref("refunds"), payment.amount)],
        currency=payment.currency,
        actor=actor,
        order=collection.purchase.reference,
    )
    telling.settled(payment)
    if not is_whole:
        return
    if not all(capture(part) for part in parts if part.amount):
        raise NotAllowed(_("An order of this purchase has just changed. Look again, then enter the transfer."))
    fulfilment.confirm([part.order for part in parts], side=side, actor=actor)


def capture(part: CollectionPart) -> bool:
    """All that is still to be received in this order's name has come; False when it had come before."""
    return bool(CollectionPart.objects.filter(pk=part.pk, captured=0, amount=part.amount).update(captured=F("amount")))


def place_of(payment: Payment) -> Ref:
    """Where its money is, and goes back from: with the holder who took it in, at the bank, or at the provider."""
    if payment.provider == Method.ON_DELIVERY:
        return Ref("custody", payment.holder)
    return Ref("bank") if payment.provider == Method.BANK_TRANSFER else Ref("gateway", payment.provider)
