"""What comes back to a vendor, at her desk: pieces whose shopper has changed her mind, and what others bore of her refunds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import get_language

from catalogue.money import format_price
from marketplace.ledger.accounts import payable
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import Order, Withdrawal
from marketplace.orders.phrases import COMMA, title


@dataclass(frozen=True)
class ReturnShown:
    withdrawal: Withdrawal
    pieces: str
    words: str
    is_open: bool


def facts(order: Order, vendor_ids: Iterable[int]) -> dict:
    """For the order's page. Before it is handed over there is nothing to ask the database for."""
    if order.handed_over_at is None:
        return {}
    return {"returns": returns_of(order), "made_good": made_good(order, vendor_ids)}


def returns_of(order: Order) -> list[ReturnShown]:
    found = order.withdrawals.select_related("event").prefetch_related("pieces__line")
    return [_shown(withdrawal, get_language()) for withdrawal in found]


def coming_back(orders: QuerySet[Order]) -> list[Order]:
    """Those of which pieces are on their way to her."""
    return list(orders.filter(withdrawals__state=Withdrawal.State.OPEN).order_by("pk"))


def made_good(order: Order, vendor_ids: Iterable[int]) -> str:
    """What others gave her for refunds that she does not bear; what she gave others counts against it. Empty when there is none."""
    keys = [payable(pk).key for pk in vendor_ids]
    ours = Posting.objects.filter(entry__kind=Entry.Kind.BORNE, entry__order=order.reference)
    got, gave = (
        ours.filter(**{f"{end}__kind": "payable", f"{end}__key__in": keys}).aggregate(sum=Sum("amount"))["sum"] or 0
        for end in ("target", "source")
    )
    if got == gave:
        return ""
    amount = format_price(abs(got - gave), order.purchase.currency, get_language())
    return amount if got > gave else f"-{amount}"


def _shown(withdrawal: Withdrawal, language: str) -> ReturnShown:
    said = [f"{each.quantity} × {title(each.line, language)}" for each in withdrawal.pieces.all()]
    return ReturnShown(
        withdrawal=withdrawal,
        pieces=COMMA.get(language, ", ").join(said),
        words=withdrawal.event.words,
        is_open=withdrawal.state == Withdrawal.State.OPEN,
    )
