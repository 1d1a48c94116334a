"""A vendor who does not answer: she is reminded once, and when her time is over the centre is told once. Nothing cancels by itself.

Run by the timetable; any number of workers may, and of two the conditional update lets one tell.
"""

from datetime import timedelta

from django.db import transaction
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
    """Of orders whose time to answer has passed. That a message was written is what says that the centre knows."""
    told = Message.objects.filter(kind="centre-unanswered", subject_kind="order").values("subject_id")
    late = Order.objects.filter(state=Order.State.PLACED, answer_due_at__lte=timezone.now())
    found = list(late.exclude(pk__in=told).order_by("pk"))
    for order in found:
        telling.unanswered(order)
    return len(found)
