"""The fair in a visitor's calendar, read back as a calendar reads it."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from bazaars.calendar import calendar
from bazaars.models import Bazaar, Opening
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def events(bazaar, language="fr"):
    read = Calendar.from_ical(calendar(bazaar, language, now=NOW))
    assert (read["version"], read["x-wr-calname"]) == ("2.0", bazaar.name_in(language))
    assert read.errors == []
    return read.walk("VEVENT")


@pytest.fixture
def stop():
    bazaar = fairs.bazaar(name_fr="Bazar solidaire", name_ar="البازار التضامني")
    place = {"venue_fr": "Place de la Corniche", "venue_ar": "ساحة الكورنيش", "address": "Avenue, 1"}
    stop = fairs.stop(bazaar, latitude="35.68570", longitude="-5.32530", **place)
    for starts in ("2026-12-01", "2026-11-21"):
        fairs.sequence(stop, fairs.day(starts), 10)
    return stop


def test_calendar_has_an_event_of_whole_days_for_each_sequence(stop):
    found = events(stop.bazaar)
    assert [(each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [
        (date(2026, 11, 21), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 11)),
    ]
    assert {each["dtstart"].params["VALUE"] for each in found} == {"DATE"}
    assert len({each["uid"] for each in found}) == 2
    assert {each["status"] for each in found} == {"CONFIRMED"}
    assert {each.decoded("dtstamp") for each in found} == {NOW}


def test_calendar_says_where_and_when_in_the_readers_language(stop):
    Opening.objects.create(stop=stop, opens=time(10), closes=time(21))
    french, arabic = events(stop.bazaar)[0], events(stop.bazaar, "ar")[0]
    assert (french["summary"], french["location"]) == ("Bazar solidaire", "Place de la Corniche, Avenue, 1, M’diq")
    assert (arabic["summary"], arabic["location"]) == ("البازار التضامني", "ساحة الكورنيش, Avenue, 1, المضيق")
    assert french["geo"].to_ical() == "35.6857;-5.3253"
    assert "10\u202fh – 21\u202fh" in french["description"]
    assert french["url"].endswith(f"/fr/foires/{stop.bazaar.pk}-bazar-solidaire/")


def test_calendar_keeps_the_number_of_an_event_from_one_download_to_the_next(stop):
    assert [each["uid"] for each in events(stop.bazaar)] == [each["uid"] for each in events(stop.bazaar, "ar")]


def test_calendar_of_a_cancelled_fair_says_so(stop):
    stop.bazaar.state = Bazaar.State.CANCELLED
    assert {each["status"] for each in events(stop.bazaar)} == {"CANCELLED"}


def test_calendar_of_a_fair_of_others_has_its_own_days():
    bazaar = fairs.bazaar(is_own=False, starts=date(2027, 4, 22), ends=date(2027, 4, 28))
    fairs.stop(bazaar, town_fr="Meknès")
    (event,) = events(bazaar)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 4, 22), date(2027, 4, 29))
    assert event["location"] == "Meknès"


@pytest.mark.parametrize("precision", ["start", "month", "year"])
def test_calendar_of_days_that_nobody_knows_is_none(precision):
    bazaar = fairs.bazaar(is_own=False, starts=date(2027, 4, 1), precision=precision)
    assert calendar(bazaar, "fr", now=NOW) is None


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_of_any_number_takes_two_statements(number, django_assert_num_queries):
    stop = fairs.stop()
    for n in range(number):
        fairs.sequence(stop, date(2027, 1 + n, 1))
        Opening.objects.create(stop=stop, weekday=n, opens=time(10), closes=time(21))
    with django_assert_num_queries(2):
        calendar(stop.bazaar, "fr", now=NOW)
