"""What is not paid in its time is let go: the pieces go back on sale. Run by the timetable; of two that race, one wins."""

from django.db import transaction
from django.utils import timezone

from marketplace.orders.fulfilment import NotAllowed, Reason, Side
from marketplace.payments import refunding, settling, telling
from marketplace.payments.models import Collection, Payment
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Unreachable


def expire() -> int:
    """Let go every collection whose time has passed; returns how many. Money that comes later is kept, and flagged."""
    late = Collection.objects.filter(state=Collection.State.DUE, due_at__lte=timezone.now()).order_by("pk")
    return sum(_expire(collection) for collection in late if _is_closed(collection))


def _is_closed(collection: Collection) -> bool:
    """Whether nothing can be paid any more at the provider's. What was paid just before wins: it is captured, and nothing is let go."""
    for payment in collection.payments.filter(state=Payment.State.STARTED).select_related("collection"):
        try:
            found = named(payment.provider).close(payment.reference)
        except Unreachable:
            return False
        settling.act_on(payment, found)
    return True


def _expire(collection: Collection) -> bool:
    """A transfer entered at this very moment moves the state first, and then nothing is let go."""
    with transaction.atomic():
        collection.hold_orders()
        rows = Collection.objects.filter(pk=collection.pk, state=Collection.State.DUE)
        if not rows.update(state=Collection.State.EXPIRED):
            return False
        telling.expired(collection)
        for part in collection.parts.select_related("order__purchase").order_by("order"):
            try:
                refunding.cancel(part.order, side=Side.CLOCK, actor=None, reason=Reason.UNPAID)
            except NotAllowed:
                # The shopper has cancelled it herself meanwhile.
                continue
        return True
