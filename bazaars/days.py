"""Days, periods and hours in words, as they are said in Morocco."""

from datetime import date, time

from babel.dates import format_date, format_time

LOCALES = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
CLOCKS = {"fr": "H\u202f'h'\u202fmm", "ar": "H:mm", "en": "H:mm"}


def day(at: date, language: str, *, but_year: int | None = None) -> str:
    """`1er novembre 2026`; its year is left out when it is `but_year`: the reader's own."""
    return _said(at, "d MMMM" if at.year == but_year else "d MMMM y", language)


def weekday(at: date, language: str) -> str:
    """`mardi 24 novembre`."""
    return _said(at, "EEEE d MMMM", language)


def month(at: date, language: str) -> str:
    """`décembre 2018`."""
    return _said(at, "MMMM y", language)


def month_alone(at: date, language: str) -> str:
    return _said(at, "MMMM", language)


def period(starts: date, ends: date, language: str, *, but_year: int | None = None) -> str:
    """`21 – 30 novembre 2026`: what the two days share is said once."""
    last = day(ends, language, but_year=but_year)
    if starts == ends:
        return last
    if (starts.year, starts.month) == (ends.year, ends.month):
        first = _said(starts, "d", language)
    else:
        first = day(starts, language, but_year=ends.year)
    return f"{first} – {last}"


def clock(at: time, language: str) -> str:
    """`10 h`, `10 h 30`; `10:00`."""
    return format_time(at, CLOCKS[language], locale=LOCALES[language]).removesuffix("\u202f00")


def span(opens: time, closes: time, language: str) -> str:
    return f"{clock(opens, language)} – {clock(closes, language)}"


def _said(at: date, pattern: str, language: str) -> str:
    said = format_date(at, pattern, locale=LOCALES[language])
    # French has its own word for the first of a month.
    return said.replace("1", "1er", 1) if language == "fr" and at.day == 1 and "d" in pattern else said
