"""Where to meet a maker."""

from datetime import UTC, datetime, timedelta

import pytest

from bazaars.meeting import meetings
from bazaars.models import Bazaar
from tests import factories
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def place(vendor, starts, *, days=3, stand="", town="M’diq", zone="Africa/Casablanca", **fair):
    stop = fairs.stop(fairs.bazaar(**fair), town_fr=town, time_zone=zone)
    return fairs.exhibits(vendor, stand=stand, at=fairs.sequence(stop, fairs.day(starts), days))


def told(vendor, now=NOON):
    return [(each.stop.town_fr, each.stand, each.is_now) for each in meetings([vendor.pk], now).get(vendor.pk, [])]


def test_meetings_are_those_on_now_and_to_come_in_order_of_days():
    vendor = factories.vendor()
    place(vendor, "2026-12-24", town="Oujda")
    place(vendor, "2026-11-23", stand="7")
    place(vendor, "2026-11-01", town="Ifrane")
    assert told(vendor) == [("M’diq", "7", True), ("Oujda", "", False)]


@pytest.mark.parametrize("state", [Bazaar.State.DRAFT, Bazaar.State.CANCELLED])
def test_meetings_at_a_fair_that_is_not_announced_are_none(state):
    vendor = factories.vendor()
    place(vendor, "2026-11-23", state=state)
    assert told(vendor) == []


@pytest.mark.parametrize(
    ("now", "is_now"),
    [
        (datetime(2026, 11, 24, 22, 30, tzinfo=UTC), [False]),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), [True]),
        (datetime(2026, 11, 25, 22, 30, tzinfo=UTC), [True]),
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), []),
    ],
)
def test_meetings_begin_and_end_at_midnight_of_the_place(now, is_now):
    vendor = factories.vendor()
    place(vendor, "2026-11-25", days=1)
    assert [each for _town, _stand, each in told(vendor, now)] == is_now


def test_meetings_in_a_place_where_it_is_still_yesterday_are_not_over():
    vendor = factories.vendor()
    place(vendor, "2026-11-24", days=1, zone="America/New_York")
    assert told(vendor, datetime(2026, 11, 25, 3, tzinfo=UTC)) == [("M’diq", "", True)]


@pytest.mark.parametrize("number", [1, 3])
def test_meetings_of_any_number_take_one_statement(number, django_assert_num_queries):
    vendors = [factories.vendor() for _n in range(number)]
    at = fairs.sequence()
    for vendor in vendors:
        fairs.exhibits(vendor, at=at)
    with django_assert_num_queries(1):
        found = meetings([vendor.pk for vendor in vendors])
        assert len([str(each.stop) for rows in found.values() for each in rows]) == number


def test_meetings_of_nobody_are_none():
    assert meetings([], NOON + timedelta(days=1)) == {}
