"""What follows when rules of sharing are written, begin or end: pages and cards say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue import shelf
from marketplace.ledger import tasks
from marketplace.ledger.models import SplitRule


@contextmanager
def change() -> Iterator[None]:
    """Around whatever writes or deletes a `SplitRule`: one transaction.

    Every process reads the rules anew from its commit on; the worker brings the cards they touch up to date.
    """
    with transaction.atomic():
        yield
        shelf.bump()
        tasks.refresh_shares.enqueue()


def turn() -> None:
    """Of the timetable: a rule that begins or has ended changes what cards say, though nobody wrote it."""
    today = timezone.localdate()
    # A worker may have stood still for a night or two.
    lately = today - timedelta(days=3), today
    if SplitRule.objects.filter(Q(starts__range=lately) | Q(ends__range=lately)).exists():
        tasks.refresh_shares.enqueue()
