"""A vendor who does not answer is reminded once; the centre is told once when her time is over, and when a parcel is not handed over
days after the one it was promised for. Nothing cancels by itself.

Run by the timetable; any number of workers may, and of two the conditional update lets one tell.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.messaging.models import Message
from marketplace.orders import telling
from marketplace.orders.models import Deadlines, Order


def remind() -> int:
    """Those who have not answered after the hours that the centre has set; returns how many."""
    since = timezone.now() - timedelta(hours=Deadlines.load().reminder_hours)
    waiting = Order.objects.filter(state=Order.State.PLACED, confirmed_at__lte=since, reminded_at=None)
    return sum(_remind(order) for order in waiting.filter(answer_due_at__gt=timezone.now()).order_by("pk"))


def _remind(order: Order) -> bool:
    with transaction.atomic():
        rows = Order.objects.filter(pk=order.pk, state=Order.State.PLACED, reminded_at=None)
        if not rows.update(reminded_at=timezone.now()):
            return False
        telling.reminded(order)
        return True


def tell_the_centre() -> int:
    """Of orders whose time to answer has passed."""
    late = Order.objects.filter(state=Order.State.PLACED, answer_due_at__lte=timezone.now())
    return _tell(late, "centre-unanswered", telling.unanswered)


def undelivered() -> QuerySet[Order]:
    """Accepted, and not handed over by the day it was promised for and the days of grace that the centre has set."""
    before = timezone.localdate() - timedelta(days=Deadlines.load().delivery_margin_days)
    waiting = (Order.State.ACCEPTED, Order.State.READY, Order.State.SENT)
    return Order.objects.filter(state__in=waiting, promised_by__lt=before)


def tell_of_undelivered() -> int:
    return _tell(undelivered(), "centre-undelivered", telling.undelivered)


def _tell(orders: QuerySet[Order], kind: str, tell: Callable[[Order], None]) -> int:
    """Of those of which no message of this kind was written yet: that is what says that the centre knows."""
    told = Message.objects.filter(kind=kind, subject_kind="order").values("subject_id")
    found = list(orders.exclude(pk__in=told).order_by("pk"))
    for order in found:
        tell(order)
    return len(found)
