"""Looks after the queue, which by itself never takes up again what a killed worker left, nor what failed."""

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from marketplace.timetable.models import Beat

# A worker that has not beaten for so long is dead: what it was doing is anyone's.
DEAD_AFTER = timedelta(seconds=60)
ATTEMPTS = 3
KEEP = timedelta(days=7)


def retake() -> int:
    """Put back what dead workers were doing, and what failed fewer than `ATTEMPTS` times; returns how many tasks."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - 10 * DEAD_AFTER).delete()
    living = set(Beat.objects.filter(at__gte=now - DEAD_AFTER).values_list("worker", flat=True))
    left = [row for row in DBTaskResult.objects.running() if row.worker_ids and row.worker_ids[-1] not in living]
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - KEEP)
    again = [row for row in failed if len(row.worker_ids) < ATTEMPTS]
    return sum(_put_back(row, now) for row in [*left, *again])


def _put_back(row: DBTaskResult, now) -> int:
    """Only while it is as it was seen; the second attempt waits half a minute, the third a whole one."""
    seen = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
    wait = timedelta(seconds=30 * len(row.worker_ids)) if row.status == TaskResultStatus.FAILED else timedelta()
    return seen.update(status=TaskResultStatus.READY, run_after=now + wait)


def prune() -> None:
    """Forget what was done more than a week ago."""
    DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEEP).delete()
