"""When a stop is open: what is told of a day, and in words."""

from datetime import date, time

import pytest

from bazaars.hours import hours, told
from bazaars.models import Opening
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db

# A Friday, a Saturday and the exceptions of the two days after.
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))


@pytest.fixture
def stop():
    stop = fairs.stop()
    for opens, closes, when in (
        (10, 21, {}),
        (15, 21, {"weekday": 4}),
        (10, 13, {"weekday": 4}),
        (None, None, {"day": SUNDAY}),
        (12, 18, {"day": MONDAY}),
    ):
        span = (time(opens), time(closes, 30 if closes == 18 else 0)) if opens else (None, None)
        Opening.objects.create(stop=stop, opens=span[0], closes=span[1], **when)
    return stop


def test_hours_on_a_day_are_its_own_else_its_weekdays_else_every_days(stop):
    assert stop.hours_on(SATURDAY) == ((time(10), time(21)),)
    assert stop.hours_on(FRIDAY) == ((time(10), time(13)), (time(15), time(21)))
    assert stop.hours_on(SUNDAY) == ()
    assert stop.hours_on(MONDAY) == ((time(12), time(18, 30)),)


def test_hours_in_words_end_with_the_exceptions(stop):
    assert list(told(stop, "en")) == [
        "Every day: 10:00 – 21:00",
        "Friday: 10:00 – 13:00, 15:00 – 21:00",
        "Sunday 29 November: closed",
        "Monday 30 November: 12:00 – 18:30",
    ]


def test_hours_since_a_day_leave_out_exceptions_before_it(stop):
    assert [each.day for each in hours(stop, "en", since=MONDAY)] == [None, None, MONDAY]


def test_hours_of_a_stop_that_tells_none_are_none():
    stop = fairs.stop()
    assert (stop.hours_on(FRIDAY), list(told(stop, "fr"))) == ((), [])


def test_hours_of_any_number_take_one_statement(stop, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(told(stop, "fr"))
