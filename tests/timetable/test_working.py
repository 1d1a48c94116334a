"""A real worker process on a scratch database: stopped in order, and killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from marketplace.timetable import working
from tests import hand, serving
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


def manage(environment, *command):
    run = [sys.executable, "manage.py", *command]
    return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def ask(scratch):
    with hand.lent(scratch) as do:
        yield do


def wait_for(question, expected, seconds=120):
    deadline = time.monotonic() + seconds
    while question() != expected:
        assert time.monotonic() < deadline
        time.sleep(0.2)


WELL = "from marketplace.timetable import health; print(health.look().is_well)"
STATUS = "from django_tasks_db.models import DBTaskResult; print(DBTaskResult.objects.get().status)"


def test_worker_stopped_turns_health_red_and_killed_leaves_a_task_that_is_retaken(scratch, ask):
    with worker(scratch) as process:
        wait_for(lambda: ask(WELL), "True")
        assert manage(scratch, "health").returncode == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert manage(scratch, "health").returncode == 1

    ask("from tests.timetable.tasks import sleep; sleep.enqueue(60)")
    with worker(scratch) as process:
        wait_for(lambda: ask(STATUS), "RUNNING")
        process.kill()
        process.wait()
    assert ask(STATUS) == "RUNNING"
    # A minute later its beat is old, and the task, which sleeps for that time only once, is anybody's.
    ask(
        "from datetime import timedelta; from django.db.models import F; from marketplace.timetable.models import Beat, Run\n"
        "Beat.objects.update(at=F('at') - timedelta(seconds=61)); Run.objects.update(last_started=None)\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "DBTaskResult.objects.update(args_kwargs={'args': [0], 'kwargs': {}})",
    )
    with worker(scratch):
        wait_for(lambda: ask(STATUS), "SUCCESSFUL")


@pytest.mark.django_db
def test_worker_that_loses_the_database_begins_again_under_another_name(monkeypatch, caplog):
    """Were it the same name, the task it was doing would look alive for ever."""
    shop_worker = working.ShopWorker(pulse=0)
    names = []

    def lose_it_once(self):
        names.append(self.worker_id)
        if len(names) == 1:
            raise OperationalError("gone")
        self.running = False

    monkeypatch.setattr(working.Worker, "run", lose_it_once)
    while shop_worker.running:
        shop_worker._live()
    assert len(set(names)) == 2
