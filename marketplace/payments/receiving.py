"""A bank transfer has come: the centre says so, the orders it pays are confirmed and the books know."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import NotAllowed, Side
from marketplace.payments import telling
from marketplace.payments.handing_over import capture
from marketplace.payments.models import Collection, Payment


def receive_transfer(collection: Collection, *, amount: int, reference: str, actor) -> Payment:
    """`reference` is the bank's own: entered twice, it is one transfer. Another amount, or one that comes after its time, is kept
    and flagged for a person; it pays nothing by itself."""
    try:
        with transaction.atomic():
            return _receive(collection, amount, reference, actor)
    except IntegrityError:
        raise NotAllowed(_("A transfer with this bank reference is already entered.")) from None


def _receive(collection: Collection, amount: int, reference: str, actor) -> Payment:
    collection.hold_orders()
    rows = Collection.objects.filter(pk=collection.pk, state=Collection.State.DUE)
    parts = list(collection.parts.select_related("order__purchase").order_by("order"))
    due = sum(part.amount for part in parts)
    is_whole = amount == due and bool(rows.update(state=Collection.State.CAPTURED))
    payment = Payment.objects.create(
        collection=collection,
        provider=collection.method,
        reference=reference,
        amount=amount,
        currency=collection.currency,
        state=Payment.State.CAPTURED if is_whole else Payment.State.FLAGGED,
        actor=actor,
    )
    # Money that pays nothing yet is owed back to whoever sent it, until a person decides.
    target = Ref("receivable") if is_whole else Ref("refunds")
    book(
        Entry.Kind.PAYMENT,
        ("payment", payment.pk),
        [Move(Ref("bank"), target, amount)],
        currency=payment.currency,
        actor=actor,
        order=collection.purchase.reference,
    )
    telling.settled(payment)
    if is_whole:
        if not all(capture(part) for part in parts if part.amount):
            raise NotAllowed(_("An order of this purchase has just changed. Look again, then enter the transfer."))
        fulfilment.confirm([part.order for part in parts], side=Side.CENTRE, actor=actor)
    return payment
