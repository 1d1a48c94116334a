from datetime import date, time

import pytest

from bazaars import days

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 21), date(2026, 12, 20), date(2027, 1, 4)


@pytest.mark.parametrize(
    ("starts", "ends", "language", "said"),
    [
        (NOVEMBER, date(2026, 11, 30), "fr", "21 – 30 novembre"),
        (date(2026, 12, 1), date(2026, 12, 10), "fr", "1er – 10 décembre"),
        (NOVEMBER, DECEMBER, "fr", "21 novembre – 20 décembre"),
        (date(2026, 12, 29), JANUARY, "fr", "29 décembre 2026 – 4 janvier 2027"),
        (NOVEMBER, NOVEMBER, "fr", "21 novembre"),
        (date(2025, 11, 1), date(2025, 12, 1), "fr", "1er novembre – 1er décembre 2025"),
        (NOVEMBER, date(2026, 11, 30), "ar", "21 – 30 نونبر"),
        (NOVEMBER, DECEMBER, "en", "21 November – 20 December"),
    ],
)
def test_period_says_once_what_its_days_share(starts, ends, language, said):
    assert days.period(starts, ends, language, but_year=2026) == said


def test_period_of_another_year_says_which():
    assert days.period(NOVEMBER, DECEMBER, "en") == "21 November – 20 December 2026"


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [
        (time(10), "fr", "10\u202fh"),
        (time(9, 5), "fr", "9\u202fh\u202f05"),
        (time(21, 30), "ar", "21:30"),
        (time(10), "en", "10:00"),
    ],
)
def test_clock_is_said_as_the_language_does(at, language, said):
    assert days.clock(at, language) == said


def test_month_and_weekday_are_said_in_words():
    assert days.month(date(2018, 12, 1), "fr") == "décembre 2018"
    assert days.month(date(2018, 12, 1), "ar") == "دجنبر 2018"
    assert days.weekday(date(2026, 12, 1), "fr") == "mardi 1er décembre"
