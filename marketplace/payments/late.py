"""Money that came too late, or in another amount: it is kept and flagged, pays nothing by itself, and a person decides."""

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders.fulfilment import NotAllowed
from marketplace.payments.filling import place_of
from marketplace.payments.models import Payment


def send_back(payment: Payment, *, actor, reference: str = "") -> None:
    """It has gone back to whoever sent it. Once only: of two who say so, the second is told. `reference`: the bank's, or the provider's."""
    with transaction.atomic():
        rows = Payment.objects.filter(pk=payment.pk, state=Payment.State.FLAGGED)
        if not rows.update(state=Payment.State.SENT_BACK):
            raise NotAllowed(_("This payment is not waiting for a decision any more."))
        book(
            Entry.Kind.PAID_BACK,
            ("payment", payment.pk),
            [Move(Ref("refunds"), place_of(payment), payment.amount)],
            currency=payment.currency,
            actor=actor,
            order=payment.collection.purchase.reference,
            note=reference,
        )
