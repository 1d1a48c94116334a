"""Cash that its holder keeps for longer than allowed. Run by the timetable; the centre is told once of each oldest payment."""

from datetime import timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from marketplace.ledger import depositing
from marketplace.ledger.models import Account, Posting
from marketplace.orders.models import Deadlines
from marketplace.payments import telling
from marketplace.payments.models import Method, Payment


def late_holders() -> QuerySet[Account]:
    """What they bring in is the oldest, so it is those who owe more than they took lately."""
    since = timezone.now() - timedelta(days=Deadlines.load().cash_days)
    lately = Posting.objects.filter(source=OuterRef("pk"), entry__at__gt=since).order_by().values("source")
    took = Coalesce(Subquery(lately.annotate(sum=Sum("amount")).values("sum")), 0)
    held = Account.objects.filter(kind=Account.Kind.CUSTODY).with_balances()
    return held.annotate(owed=-F("balance"), took=took).filter(owed__gt=F("took"))


def look() -> int:
    """Returns how many holders are late."""
    late = [not_deposited(account.key, account.currency) for account in late_holders()]
    for kept in filter(None, late):
        telling.cash_overdue(kept[0])
    return len(late)


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
