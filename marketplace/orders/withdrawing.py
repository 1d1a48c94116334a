"""A shopper who has changed her mind (law 31-08, article 36): within days of having her parcel she says which pieces she sends back.

It changes nothing of the order yet. The vendor and the centre hear of it; once the pieces are back, `payments.returning` gives their
price back. Nothing came, or not as it was sent: the centre declines, with a reason. Made to measure, perishable and sealed pieces are
excluded, as their lines said at the sale.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Product
from marketplace.orders import telling
from marketplace.orders.fulfilment import HANDED_OVER, Kind, NotAllowed, Reason, Side, refusal
from marketplace.orders.models import Deadlines, Order, OrderEvent, OrderLine, Withdrawal, WithdrawnPieces


def days_given() -> int:
    return Deadlines.load().withdrawal_days


def last_day(order: Order, days: int) -> date | None:
    """The last day on which she may say so; None before the parcel is handed over."""
    return timezone.localdate(order.handed_over_at) + timedelta(days=days) if order.handed_over_at else None


def is_in_time(order: Order, days: int) -> bool:
    until = last_day(order, days)
    return order.state in HANDED_OVER and until is not None and timezone.localdate() <= until


def may_come_back(line: OrderLine) -> bool:
    return line.kind == OrderLine.Kind.GOODS and line.withdrawal == Product.Withdrawal.ALLOWED and line.kept > 0


def ask(order: Order, pieces: Mapping[int, int], *, side: Side, actor, words: str = "") -> Withdrawal:
    """So many of each line, by its id; lines with none may be left out."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order.pk)
        if order.state not in HANDED_OVER:
            raise NotAllowed(refusal(order))
        if not is_in_time(order, days_given()):
            raise NotAllowed(_("The time to change your mind has passed."))
        if Withdrawal.objects.filter(order=order, state=Withdrawal.State.OPEN).exists():
            raise NotAllowed(_("You have asked already to send pieces of this parcel back."))
        chosen = {pk: count for pk, count in pieces.items() if count}
        lines = {line.pk: line for line in order.lines.all() if may_come_back(line)}
        if not chosen:
            raise NotAllowed(_("Say how many of which pieces you send back."))
        if any(pk not in lines or not 0 < count <= lines[pk].kept for pk, count in chosen.items()):
            raise NotAllowed(_("These pieces cannot be sent back, or not so many of them."))
        event = _event(order, Kind.WITHDRAWN, side, actor, words)
        withdrawal = Withdrawal.objects.create(order=order, event=event)
        WithdrawnPieces.objects.bulk_create(
            WithdrawnPieces(withdrawal=withdrawal, line=lines[pk], quantity=count) for pk, count in chosen.items()
        )
        telling.about_return("asked", withdrawal)
        return withdrawal


def decline(withdrawal: Withdrawal, *, side: Side, actor, words: str) -> OrderEvent:
    """The centre alone may: whoever would have to give money back does not judge it."""
    with transaction.atomic():
        open_now(withdrawal)
        if not words.strip():
            raise NotAllowed(_("Say why: the shopper is told in your words."))
        event = _event(withdrawal.order, Kind.NOT_TAKEN, side, actor, words)
        _close(withdrawal, Withdrawal.State.DECLINED, event)
        telling.about_return("declined", withdrawal)
        return event


def received(withdrawal: Withdrawal, event: OrderEvent) -> None:
    """In the caller's transaction, which gives the money back."""
    _close(withdrawal, Withdrawal.State.RECEIVED, event)
    telling.about_return("received", withdrawal)


def came_back_in_part(order: Order, *, side: Side, actor) -> OrderEvent:
    return _event(order, Kind.CAME_BACK, side, actor, "")


def open_now(withdrawal: Withdrawal) -> Order:
    """Its order, locked. Raises NotAllowed when somebody was first."""
    order = Order.objects.select_for_update(of=("self",)).select_related("purchase").get(pk=withdrawal.order_id)
    if not Withdrawal.objects.filter(pk=withdrawal.pk, state=Withdrawal.State.OPEN).exists():
        raise NotAllowed(_("This return has been decided meanwhile."))
    return order


def _close(withdrawal: Withdrawal, state: Withdrawal.State, event: OrderEvent) -> None:
    rows = Withdrawal.objects.filter(pk=withdrawal.pk, state=Withdrawal.State.OPEN)
    if not rows.update(state=state, closed_by=event):
        raise NotAllowed(_("This return has been decided meanwhile."))
    withdrawal.refresh_from_db()


def _event(order: Order, kind: Kind, side: Side, actor, words: str) -> OrderEvent:
    return OrderEvent.objects.create(
        order=order, kind=kind, side=side, actor=actor, reason=Reason.CHANGED_MIND, words=words
    )
