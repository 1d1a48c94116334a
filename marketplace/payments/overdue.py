"""Cash that its holder keeps for longer than allowed. Run by the timetable; the centre is told once of each oldest payment."""

from datetime import timedelta

from django.utils import timezone

from marketplace.ledger import depositing
from marketplace.ledger.models import Account
from marketplace.orders.models import Deadlines
from marketplace.payments import telling
from marketplace.payments.models import Method, Payment


def look() -> int:
    """Returns how many holders are late."""
    since = timezone.now() - timedelta(days=Deadlines.load().cash_days)
    late = 0
    for holder, currency in Account.objects.filter(kind=Account.Kind.CUSTODY).values_list("key", "currency"):
        kept = not_deposited(holder, currency)
        if kept and kept[0].at <= since:
            telling.cash_overdue(kept[0])
            late += 1
    return late


def not_deposited(holder: str, currency: str) -> list[Payment]:
    """What makes up the cash that is held now, the oldest first: whatever was brought in, was the oldest."""
    left, kept = depositing.held(holder, currency), []
    taken = Payment.objects.filter(
        provider=Method.ON_DELIVERY, holder=holder, currency=currency, state=Payment.State.CAPTURED
    )
    for payment in taken.order_by("-at", "-pk"):
        if left <= 0:
            break
        kept.append(payment)
        left -= payment.amount
    return kept[::-1]
