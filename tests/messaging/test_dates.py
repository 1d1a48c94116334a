from datetime import UTC, date, datetime

import pytest

from marketplace.messaging import dates

AT = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fr", "mardi 24 novembre", "mardi 24 novembre à 15 h 05"),
        ("ar", "الثلاثاء 24 نونبر", "الثلاثاء 24 نونبر على الساعة 15:05"),
        ("en", "Tuesday 24 November", "Tuesday 24 November at 15:05"),
    ],
)
def test_days_and_hours_are_those_of_morocco_in_the_readers_words(language, day, moment):
    assert (dates.day(AT, language), dates.moment(AT, language)) == (day, moment)


def test_an_hour_alone_is_that_of_morocco():
    assert [dates.hour(AT, language) for language in ("fr", "ar", "en")] == ["15\u00a0h\u00a005", "15:05", "15:05"]


def test_first_of_a_month_is_said_as_the_french_say_it():
    assert dates.day(date(2026, 12, 1), "fr") == "mardi 1er décembre"
    assert dates.day(date(2026, 12, 1), "en") == "Tuesday 1 December"
    assert dates.day(date(2026, 12, 21), "fr") == "lundi 21 décembre"


def test_text_messages_say_it_in_figures_and_nothing_of_nothing():
    assert (dates.short_day(AT), dates.short_moment(AT)) == ("24/11", "24/11 15:05")
    assert (dates.day(None, "fr"), dates.moment(None, "fr"), dates.short_day(None), dates.short_moment(None)) == (
        "",
    ) * 4
