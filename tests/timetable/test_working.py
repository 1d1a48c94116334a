"""A real worker process on a scratch database: stopped in order, and killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests import serving
from tests.database import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scratch(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), serving.scratch_copy(tmp_path_factory.mktemp("worker")) as database:
        yield {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}


@contextmanager
def worker(environment):
    process = subprocess.Popen([sys.executable, "manage.py", "worker", "--pulse", "0.3"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ask(environment, code):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def wait_for(environment, code, expected, seconds=40):
    deadline = time.monotonic() + seconds
    while (answer := ask(environment, code)) != expected:
        assert time.monotonic() < deadline, f"{answer!r} is not {expected!r}"


HEALTH = "from marketplace.timetable import health; print(health.look().is_well)"
STATUS = "from django_tasks_db.models import DBTaskResult; print(DBTaskResult.objects.get().status)"


def test_worker_stopped_turns_health_red_and_killed_leaves_a_task_that_is_retaken(scratch):
    with worker(scratch) as process:
        wait_for(scratch, HEALTH, "True")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert ask(scratch, HEALTH) == "False"

    ask(scratch, "from tests.timetable.tasks import sleep; sleep.enqueue(60)")
    with worker(scratch) as process:
        wait_for(scratch, STATUS, "RUNNING")
        process.kill()
        process.wait()
    assert ask(scratch, STATUS) == "RUNNING"
    # A minute later its beat is old, and the task, which sleeps for that time only once, is anybody's.
    ask(
        scratch,
        "from datetime import timedelta; from django.db.models import F; from marketplace.timetable.models import Beat, Run\n"
        "Beat.objects.update(at=F('at') - timedelta(seconds=61)); Run.objects.update(last_started=None)\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "DBTaskResult.objects.update(args_kwargs={'args': [0], 'kwargs': {}})",
    )
    with worker(scratch):
        wait_for(scratch, STATUS, "SUCCESSFUL")
