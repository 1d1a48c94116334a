"""What waits for the centre today: each question a count, and the list that answers it. One query a question, whatever the number."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product
from marketplace.orders import reminding
from marketplace.orders.models import Order, Withdrawal
from marketplace.payments import overdue, warning
from marketplace.payments.models import Collection, Method, Payment, Refund


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


def flagged() -> QuerySet[Payment]:
    return Payment.objects.filter(state=Payment.State.FLAGGED)


def refunds_to_make() -> QuerySet[Refund]:
    return Refund.objects.due_by_hand()


def submitted() -> QuerySet[Product]:
    return Product.objects.filter(state=Product.State.SUBMITTED)


QUESTIONS = (
    Question(_("Orders not answered in time"), "orders.view_order", unanswered, "orders:index", "answer=late"),
    Question(_("Returns to follow up"), "orders.view_order", returns_asked, "orders:index", "returns=open"),
    Question(
        _("Parcels not handed over in time"),
        "orders.view_order",
        reminding.undelivered,
        "orders:index",
        "promised=late",
    ),
    Question(
        _("Transfers whose time is nearly over"),
        "payments.view_collection",
        warning.transfers_ending,
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
        overdue.late_holders,
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
