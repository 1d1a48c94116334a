"""Looks after the queue, which by itself never takes up again what a killed worker left, nor what failed."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from marketplace.timetable.models import Beat

# A worker that has not beaten for so long is dead: what it was doing is anyone's.
DEAD_AFTER = timedelta(seconds=60)
ATTEMPTS = 3
# Workers die of more than their task (a deployment, a power cut), so one may outlive more of them; but a task that kills is stopped.
DEATHS = 6
KILLED = "marketplace.timetable.queue.Killed"
KEEP = timedelta(days=7)


class Killed(Exception):
    """Kept with a task whose workers died again and again while they did it."""


def retake() -> int:
    """Put back what dead workers were doing, and what failed fewer than `ATTEMPTS` times; returns how many tasks."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - 10 * DEAD_AFTER).delete()
    living = set(Beat.objects.filter(at__gte=now - DEAD_AFTER).values_list("worker", flat=True))
    left = [row for row in DBTaskResult.objects.running() if row.worker_ids and row.worker_ids[-1] not in living]
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - KEEP)
    given_up = [row for row in left if len(row.worker_ids) >= DEATHS]
    for row in given_up:
        _as_seen(row).update(status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=KILLED)
    again = [row for row in failed if len(row.worker_ids) < ATTEMPTS]
    return sum(_put_back(row, now) for row in [*left, *again] if row not in given_up)


def _put_back(row: DBTaskResult, now: datetime) -> int:
    """The second attempt at what failed waits half a minute, the third a whole one."""
    wait = timedelta(seconds=30 * len(row.worker_ids)) if row.status == TaskResultStatus.FAILED else timedelta()
    return _as_seen(row).update(status=TaskResultStatus.READY, run_after=now + wait)


def _as_seen(row: DBTaskResult) -> QuerySet[DBTaskResult]:
    """The row, only while nobody has moved it since."""
    return DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)


def prune() -> None:
    """Forget what was done more than a week ago."""
    DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEEP).delete()
