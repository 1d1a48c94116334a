import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from marketplace.timetable.backend import LAST
from tests.timetable import tasks

pytestmark = pytest.mark.django_db

NOT_URGENT = settings.TASKS["default"]["OPTIONS"]["last"]


@pytest.mark.parametrize("path", NOT_URGENT)
def test_task_that_may_wait_goes_last(path):
    assert import_string(path).enqueue("media", "picture", "1").task.priority == LAST


def test_any_other_task_keeps_its_priority():
    assert tasks.sleep.enqueue(0).task.priority == 0
    assert tasks.sleep.using(priority=10).enqueue(0).task.priority == 10
