"""What follows when rules of sharing are written, begin or end: pages and cards say so."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue import shelf
from marketplace.ledger import tasks
from marketplace.ledger.models import SplitRule


def changed() -> None:
    """Called by whoever wrote a `SplitRule`, in the same transaction.

    Every process reads the rules anew from its commit on; the worker brings the cards they touch up to date.
    """
    with transaction.atomic():
        shelf.bump()
        tasks.refresh_shares.enqueue()


def turn() -> None:
    """Of the timetable: a rule that begins or has ended changes what cards say, though nobody wrote it."""
    today = timezone.localdate()
    # A worker may have stood still for a night or two.
    lately = today - timedelta(days=3), today
    if SplitRule.objects.filter(Q(starts__range=lately) | Q(ends__range=lately)).exists():
        tasks.refresh_shares.enqueue()
