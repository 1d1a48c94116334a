"""What waits for the centre today: each question a count, and the list that answers it. One query a question, whatever the number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product
from marketplace.ledger.models import Account, Posting
from marketplace.orders.models import Deadlines, Order, Withdrawal
from marketplace.payments.models import Collection, Method, Payment, Refund

# A transfer whose time ends within so long: a telephone call may still save the sale.
NEARLY_OVER = timedelta(hours=24)


@dataclass(frozen=True)
class Question:
    """`permission` is who is asked; `address` the list with its filter."""

    label: str
    permission: str
    rows: Callable[[], QuerySet]
    route: str
    asked: str = ""


@dataclass(frozen=True)
class Waiting:
    label: str
    count: int
    url: str


def unanswered() -> QuerySet[Order]:
    """Orders whose vendor has let her time pass."""
    return Order.objects.confirmed().filter(state=Order.State.PLACED, answer_due_at__lte=timezone.now())


def returns_asked() -> QuerySet[Order]:
    """Orders of which pieces are on their way back, or should be: the money is due when they are there."""
    return Order.objects.filter(withdrawals__state=Withdrawal.State.OPEN)


def transfers_awaited() -> QuerySet[Collection]:
    return Collection.objects.filter(method=Method.BANK_TRANSFER, state=Collection.State.DUE)


def transfers_ending() -> QuerySet[Collection]:
    return transfers_awaited().filter(due_at__lte=timezone.now() + NEARLY_OVER)


def flagged() -> QuerySet[Payment]:
    return Payment.objects.filter(state=Payment.State.FLAGGED)


def refunds_to_make() -> QuerySet[Refund]:
    return Refund.objects.due_by_hand()


def cash_overdue() -> QuerySet[Account]:
    """Holders who have some of their cash for longer than allowed: what they bring in is the oldest, so it is those who owe more than
    they took lately."""
    since = timezone.now() - timedelta(days=Deadlines.load().cash_days)
    lately = Posting.objects.filter(source=OuterRef("pk"), entry__at__gt=since).order_by().values("source")
    took = Coalesce(Subquery(lately.annotate(sum=Sum("amount")).values("sum")), 0)
    held = Account.objects.filter(kind=Account.Kind.CUSTODY).with_balances()
    return held.annotate(owed=-F("balance"), took=took).filter(owed__gt=F("took"))


def submitted() -> QuerySet[Product]:
    return Product.objects.filter(state=Product.State.SUBMITTED)


QUESTIONS = (
    Question(_("Orders not answered in time"), "orders.view_order", unanswered, "orders:index", "answer=late"),
    Question(_("Returns to follow up"), "orders.view_order", returns_asked, "orders:index", "returns=open"),
    Question(
        _("Transfers whose time is nearly over"),
        "payments.view_collection",
        transfers_ending,
        "purchases:index",
        "money=ending",
    ),
    Question(
        _("Money to be looked at: late, or another amount"),
        "payments.view_collection",
        flagged,
        "purchases:index",
        "money=flagged",
    ),
    Question(_("Refunds to make"), "payments.view_refund", refunds_to_make, "refunds:index", "by=centre"),
    Question(
        _("Holders who keep cash too long"),
        "ledger.view_account",
        cash_overdue,
        "ledger_accounts:index",
    ),
    Question(_("Products to look at"), "catalogue.change_product", submitted, "products:index", "state=submitted"),
)


def for_user(user) -> list[Waiting]:
    """What there is to do that is hers to do; without what is nothing."""
    asked = [question for question in QUESTIONS if user.has_perm(question.permission)]
    found = [(question, question.rows().count()) for question in asked]
    return [
        Waiting(str(question.label), count, f"{reverse(question.route)}?{question.asked}".rstrip("?"))
        for question, count in found
        if count
    ]
