"""What staff see of the background work. That it turns red without a worker is shown in tests/timetable/test_working.py."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from marketplace import timetable
from marketplace.timetable import running
from marketplace.timetable.models import Beat
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    user = factories.user(language="en")
    user.groups.add(Group.objects.get(name="Curator"))
    client.force_login(user)
    return client


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(timetable, "_jobs", {})
    timetable.every(900, "pictures", list)


def page(client):
    return client.get("/admin/health/", headers={"Accept-Language": "en"}).text


def test_health_page_while_a_worker_works_is_well_and_the_first_page_silent(curator, jobs):
    Beat.objects.create(worker="w", at=timezone.now())
    running.run_due()
    shown = page(curator)
    assert "help-info" in shown
    assert "help-critical" not in shown
    assert "pictures" in shown
    assert "help-critical" not in curator.get("/admin/").text


def test_health_page_without_a_worker_is_red_and_so_is_the_first_page(curator, jobs):
    running.run_due()
    assert "help-critical" in page(curator)
    assert "help-critical" in curator.get("/admin/").text


def test_health_page_of_a_job_that_failed_shows_why(curator, jobs):
    Beat.objects.create(worker="w", at=timezone.now())
    timetable.every(60, "fails", lambda: 1 / 0)
    running.run_due()
    assert "ZeroDivisionError" in page(curator)


def test_health_page_is_not_for_a_vendor(client, jobs):
    client.force_login(factories.user())
    assert client.get("/admin/health/").status_code in {302, 403}


def test_health_command_of_a_late_job_exits_with_one(jobs, capsys):
    Beat.objects.create(worker="w", at=timezone.now())
    running.run_due(timezone.now() - timedelta(minutes=31))
    with pytest.raises(SystemExit) as left:
        call_command("health")
    assert left.value.code == 1
    assert "late   pictures" in capsys.readouterr().out
    running.run_due()
    call_command("health")
