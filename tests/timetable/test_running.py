from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace import timetable
from marketplace.timetable import health, running
from marketplace.timetable.models import Beat, Run

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def jobs(monkeypatch):
    """An empty timetable, for a test to fill."""
    monkeypatch.setattr(timetable, "_jobs", {})


def test_registered_jobs_are_those_the_apps_name():
    assert [(job.name, job.period) for job in timetable.jobs()] == [
        ("bazaars.stands", 600),
        ("checkout.expire", 60),
        ("checkout.prune", 86_400),
        ("media.orphans", 86_400),
        ("media.sweep", 900),
        ("messaging.prune", 86_400),
        ("messaging.prune_links", 86_400),
        ("messaging.sweep", 60),
        ("orders.remind", 300),
        ("orders.unanswered", 300),
        ("orders.undelivered", 3600),
        ("payments.cash", 86_400),
        ("payments.clearing", 600),
        ("payments.look_after", 300),
        ("payments.refunds", 60),
        ("payments.refunds_watched", 86_400),
        ("payments.sandbox", 60),
        ("payments.warn", 900),
        ("queue.prune", 86_400),
        ("queue.retake", 60),
        ("split rules", 3600),
        ("storefront.shares", 3600),
    ]


def test_every_second_job_of_one_name_is_a_mistake(jobs):
    timetable.every(60, "count", len)
    with pytest.raises(ValueError, match="count"):
        timetable.every(60, "count", sum)


def test_run_due_runs_a_job_once_a_period(jobs):
    calls = []
    timetable.every(60, "count", lambda: calls.append(1))
    for seconds in (0, 59, 60, 61, 120):
        running.run_due(NOW + timedelta(seconds=seconds))
    assert len(calls) == 3


def test_run_due_of_a_job_that_fails_keeps_its_error_and_does_the_others(jobs, caplog):
    done = []
    timetable.every(60, "a fails", lambda: 1 / 0)
    timetable.every(60, "b works", lambda: done.append(1))
    assert running.run_due(NOW) == ["a fails", "b works"]
    assert "ZeroDivisionError" in Run.objects.get(name="a fails").last_error
    assert done == [1]


def test_claim_of_one_job_by_two_workers_is_given_to_one(jobs):
    timetable.every(60, "count", list)
    (job,) = timetable.jobs()
    assert [running._claim(job, NOW), running._claim(job, NOW)] == [True, False]


@pytest.mark.parametrize(
    ("beat", "started", "is_well"),
    [(0, 0, True), (0, 119, True), (0, 121, False), (61, 0, False), (None, 0, False), (0, None, False)],
)
def test_health_of_a_worker_and_a_job_is_red_within_two_periods(jobs, beat, started, is_well):
    timetable.every(60, "count", list)
    if beat is not None:
        Beat.objects.create(worker="w", at=NOW - timedelta(seconds=beat))
    if started is not None:
        Run.objects.create(name="count", last_started=NOW - timedelta(seconds=started))
    assert health.look(NOW).is_well is is_well


def test_health_of_a_job_that_failed_is_red(jobs):
    timetable.every(60, "fails", lambda: 1 / 0)
    Beat.objects.create(worker="w", at=NOW)
    running.run_due(NOW)
    assert not health.look(NOW).is_well
