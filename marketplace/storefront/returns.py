"""What a shopper sends back, on the page of her purchase: until when she may, what became of it, and what was given back of each parcel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.money import format_price
from marketplace.orders import withdrawing
from marketplace.orders.fulfilment import HANDED_OVER, State
from marketplace.orders.models import Order, Purchase, Withdrawal
from marketplace.orders.phrases import COMMA, title
from marketplace.payments.models import Refund
from marketplace.storefront.tracking_addresses import tracking_path

Wish = Withdrawal.State


@dataclass(frozen=True)
class ReturnsShown:
    """Of one parcel. `ask_url` is empty when there is nothing she may send back now."""

    number: int
    ask_url: str
    until: str
    told: tuple[str, ...]


def returns_of(purchase: Purchase, orders: Iterable[Order], language: str) -> list[ReturnsShown]:
    """Nothing is asked of the database before a parcel has been handed over."""
    reached = [order for order in orders if order.state in HANDED_OVER or order.state == State.RETURNED]
    if not reached:
        return []
    found = Withdrawal.objects.filter(order__in=reached).select_related("event", "closed_by")
    wishes = list(found.prefetch_related("pieces__line"))
    refunds = list(Refund.objects.filter(order__in=reached).order_by("pk"))
    days = withdrawing.days_given()
    return [_of(purchase, order, wishes, refunds, days, language) for order in reached]


def _of(purchase: Purchase, order: Order, wishes, refunds, days: int, language: str) -> ReturnsShown:
    hers = [wish for wish in wishes if wish.order_id == order.pk]
    is_open = any(wish.state == Wish.OPEN for wish in hers)
    may_ask = not is_open and any(map(withdrawing.may_come_back, order.goods)) and withdrawing.is_in_time(order, days)
    told = [_sentence(wish, language) for wish in hers]
    told += _given_back([refund for refund in refunds if refund.order_id == order.pk], language)
    return ReturnsShown(
        number=order.number,
        ask_url=tracking_path(purchase, language, "purchase_withdraw", number=order.number) if may_ask else "",
        until=date_format(withdrawing.last_day(order, days), "DATE_FORMAT") if may_ask else "",
        told=tuple(told),
    )


def _sentence(wish: Withdrawal, language: str) -> str:
    said = [f"{each.quantity} × {title(each.line, language)}" for each in wish.pieces.all()]
    words = {"pieces": COMMA.get(language, ", ").join(said)}
    if wish.state == Wish.OPEN:
        words["date"] = _date(wish.event.at)
        return (
            _(
                "You send back %(pieces)s, you told us on %(date)s. Keep it as it came: we call you about how to send it."
            )
            % words
        )
    if wish.state == Wish.DECLINED:
        words["why"] = wish.closed_by.words
        return _("Your return of %(pieces)s was not accepted: %(why)s") % words
    return _("%(pieces)s came back. Its price is yours again.") % words


def _given_back(refunds: Iterable[Refund], language: str) -> Iterator[str]:
    for refund in refunds:
        words = {"amount": format_price(refund.amount, refund.currency, language)}
        if refund.state == Refund.State.DONE:
            words["date"] = _date(refund.done_at)
            yield _("%(amount)s was given back to you on %(date)s.") % words
        else:
            yield _("%(amount)s is being given back to you.") % words


def _date(at) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")
