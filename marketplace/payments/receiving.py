"""A bank transfer has come: the centre says so, the orders it pays are confirmed and the books know."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from marketplace.orders.fulfilment import NotAllowed, Side
from marketplace.payments.filling import fill
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
    payment = Payment.objects.create(
        collection=collection,
        provider=collection.method,
        reference=reference,
        amount=amount,
        currency=collection.currency,
        state=Payment.State.STARTED,
        actor=actor,
    )
    fill(payment, side=Side.CENTRE, actor=actor)
    return payment
