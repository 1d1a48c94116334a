"""Running the jobs that are due. Any number of workers may try: one conditional update decides who does it."""

import logging
import traceback
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace import timetable
from marketplace.timetable.models import Run

logger = logging.getLogger(__name__)


def run_due(now: datetime | None = None) -> list[str]:
    """Run every job whose period has passed since it was last started; returns their names. A job's error is kept, not raised."""
    now = now or timezone.now()
    return [job.name for job in timetable.jobs() if _claim(job, now) and _run(job)]


def _claim(job: timetable.Job, now: datetime) -> bool:
    """
    1. Pick the row up, made at its first sight.
    2. Move `last_started` only if it is still as old as the period says.
    3. No row changed: another worker got there first, or it is not time yet.
    """
    Run.objects.get_or_create(name=job.name)
    due = Q(last_started=None) | Q(last_started__lte=now - timedelta(seconds=job.period))
    return Run.objects.filter(due, name=job.name).update(last_started=now) == 1


def _run(job: timetable.Job) -> bool:
    try:
        job.function()
        error = ""
    except Exception:
        logger.exception("The job %s failed", job.name)
        error = traceback.format_exc(limit=-5)
    Run.objects.filter(name=job.name).update(last_finished=timezone.now(), last_error=error)
    return True
