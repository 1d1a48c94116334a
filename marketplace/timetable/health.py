"""Is the background work being done? Reads only."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django_tasks_db.models import DBTaskResult

from marketplace import timetable
from marketplace.timetable.models import Beat, Run
from marketplace.timetable.queue import ATTEMPTS, DEAD_AFTER

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class JobHealth:
    name: str
    period: timedelta
    last_started: datetime | None
    error: str
    is_late: bool

    @property
    def shown_period(self) -> str:
        return timesince(EPOCH, EPOCH + self.period)


@dataclass(frozen=True)
class Health:
    """`is_well` is false when no worker lives, or a job was not started for two of its periods, or its last run failed."""

    workers: int
    jobs: list[JobHealth]
    waiting: int
    running: int
    given_up: int

    @property
    def is_well(self) -> bool:
        return self.workers > 0 and not any(job.is_late or job.error for job in self.jobs)


def look(now: datetime | None = None) -> Health:
    now = now or timezone.now()
    failed = DBTaskResult.objects.failed()
    runs = Run.objects.in_bulk()
    return Health(
        workers=Beat.objects.filter(at__gte=now - DEAD_AFTER).count(),
        jobs=[_job_health(job, runs.get(job.name), now) for job in timetable.jobs()],
        waiting=DBTaskResult.objects.ready().count(),
        running=DBTaskResult.objects.running().count(),
        given_up=sum(len(ids) >= ATTEMPTS for ids in failed.values_list("worker_ids", flat=True)),
    )


def _job_health(job: timetable.Job, run: Run | None, now: datetime) -> JobHealth:
    period = timedelta(seconds=job.period)
    last = run.last_started if run else None
    is_late = last is None or now - last > 2 * period
    return JobHealth(job.name, period, last, run.last_error if run else "", is_late)
