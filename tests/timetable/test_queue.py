from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalogue import tasks
from marketplace.timetable import queue
from marketplace.timetable.models import Beat

pytestmark = pytest.mark.django_db


def enqueued(status, *workers, finished=None):
    result = tasks.shelve.enqueue([])
    rows = DBTaskResult.objects.filter(pk=result.id)
    rows.update(status=status, worker_ids=list(workers), started_at=timezone.now(), finished_at=finished)
    return rows.get()


def status_of(row):
    return DBTaskResult.objects.get(pk=row.pk).status


def test_retake_of_what_a_dead_worker_left_puts_it_back():
    row = enqueued(TaskResultStatus.RUNNING, "dead")
    Beat.objects.create(worker="dead", at=timezone.now() - timedelta(seconds=61))
    assert queue.retake() == 1
    assert status_of(row) == TaskResultStatus.READY


def test_retake_of_what_a_living_worker_does_leaves_it():
    row = enqueued(TaskResultStatus.RUNNING, "dead", "living")
    Beat.objects.create(worker="living", at=timezone.now())
    assert queue.retake() == 0
    assert status_of(row) == TaskResultStatus.RUNNING


def test_retake_of_what_killed_six_workers_gives_it_up():
    row = enqueued(TaskResultStatus.RUNNING, *["dead"] * queue.DEATHS)
    assert queue.retake() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert row.task_result.errors[0].exception_class is queue.Killed
    assert queue.retake() == 0


@pytest.mark.parametrize(("attempts", "again"), [(1, True), (2, True), (3, False)])
def test_retake_of_what_failed_is_bounded_and_waits(attempts, again):
    row = enqueued(TaskResultStatus.FAILED, *["w"] * attempts, finished=timezone.now())
    assert queue.retake() == int(again)
    row.refresh_from_db()
    assert (row.status == TaskResultStatus.READY) is again
    assert not DBTaskResult.objects.ready().exists()


def test_prune_forgets_only_what_was_done_long_ago():
    old, new = timezone.now() - timedelta(days=8), timezone.now()
    enqueued(TaskResultStatus.SUCCESSFUL, "w", finished=old)
    kept = {
        enqueued(TaskResultStatus.SUCCESSFUL, "w", finished=new).pk,
        enqueued(TaskResultStatus.FAILED, "w", finished=old).pk,
    }
    queue.prune()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept
