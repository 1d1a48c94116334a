"""Where to meet a maker: her place at a fair that runs, and those that come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from bazaars.models import Assignment, Bazaar, Sequence, Stop


@dataclass(frozen=True)
class Meeting:
    """`is_now`: its sequence runs today, by the calendar of the place."""

    vendor_id: int
    bazaar: Bazaar
    stop: Stop
    sequence: Sequence
    stand: str
    is_now: bool


def meetings(vendors: Iterable[int] | QuerySet, now: datetime | None = None) -> dict[int, list[Meeting]]:
    """Of each of these vendors who has any: the fairs where she is, or will be, in order of days. One query."""
    now = now or timezone.now()
    # Somewhere on earth it is still yesterday: the day of each place is looked at below.
    assignments = (
        Assignment.objects.filter(
            vendor__in=vendors,
            sequence__ends__gte=now.date() - timedelta(days=1),
            sequence__stop__bazaar__state=Bazaar.State.ANNOUNCED,
        )
        .select_related("sequence__stop__bazaar")
        .order_by("sequence__starts", "pk")
    )
    found: dict[int, list[Meeting]] = {}
    for assignment in assignments:
        sequence = assignment.sequence
        today = sequence.stop.today(now)
        if sequence.ends >= today:
            meeting = Meeting(
                assignment.vendor_id,
                sequence.stop.bazaar,
                sequence.stop,
                sequence,
                assignment.stand,
                sequence.runs_on(today),
            )
            found.setdefault(assignment.vendor_id, []).append(meeting)
    return found
