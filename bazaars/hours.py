"""When a stop is open, in words: by the clock of the place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from bazaars import days
from bazaars.models import Opening, Stop


@dataclass(frozen=True)
class Hours:
    """`when`: every day, a weekday or one day, in words; `is_usual`: every day. `spans`: from when to when; none: closed."""

    when: str
    day: date | None
    is_usual: bool
    spans: tuple[tuple[time, time], ...]


def hours(stop: Stop, language: str, *, since: date | None = None) -> list[Hours]:
    """What is told of a stop: every day, the weekdays, the exceptions; those before `since` are past. Reads `stop.openings`."""
    found: dict[tuple, list] = {}
    for opening in sorted(stop.openings.all(), key=_place):
        if since is None or opening.day is None or opening.day >= since:
            found.setdefault((opening.weekday, opening.day), []).append(opening)
    with translation.override(language):
        return [
            Hours(
                _when(weekday, day, language),
                day,
                weekday is None and day is None,
                tuple(sorted((each.opens, each.closes) for each in rows if each.opens)),
            )
            for (weekday, day), rows in found.items()
        ]


def told(stop: Stop, language: str) -> Iterator[str]:
    """A line each: "Friday: 3 p.m. – 9 p.m."."""
    for each in hours(stop, language):
        with translation.override(language):
            yield _("%(day)s: %(hours)s") % {"day": each.when, "hours": in_words(each, language)}


def in_words(each: Hours, language: str) -> str:
    """`10 h – 13 h, 15 h – 21 h`."""
    return _(", ").join(days.span(*span, language) for span in each.spans) or _("closed")


def _place(opening: Opening) -> tuple:
    return opening.day or date.min, -1 if opening.weekday is None else opening.weekday


def _when(weekday: int | None, day: date | None, language: str) -> str:
    if day:
        return days.weekday(day, language)
    return _("Every day") if weekday is None else str(WEEKDAYS[weekday])
