"""The fairs of the home page: the strip of the one that is on now, or comes next, and the call of the one that looks for exhibitors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from bazaars import days
from bazaars.models import Bazaar, Phase, Sequence
from marketplace.storefront.bazaar_dates import dates_of
from marketplace.storefront.bazaar_names import titled
from marketplace.storefront.bazaar_tour import StopShown, line


@dataclass(frozen=True)
class Strip:
    """`stops` of the season. While it is on: where (`town`), and until when the sequence `number` of `of` lasts."""

    name: str
    lang: str
    url: str
    dates: str
    is_now: bool
    town: str
    number: int
    of: int
    until: str
    stops: list[StopShown]


@dataclass(frozen=True)
class Call:
    """`town` is empty when it is not known where it will be."""

    fair: str
    lang: str
    town: str
    dates: str
    until: str
    url: str


def fairs(language: str, now: datetime) -> tuple[Strip | None, Call | None]:
    """Of the centre's own that are not over; three statements, one when there is none."""
    # Somewhere on earth it is still yesterday.
    awaited = (
        Bazaar.objects.own()
        .filter(state=Bazaar.State.ANNOUNCED)
        .coming(now.date() - timedelta(days=1))
        .prefetch_related("stops__sequences")
    )
    shown = [bazaar for bazaar in awaited if bazaar.phase(now) != Phase.OVER]
    shown.sort(key=lambda bazaar: (bazaar.phase(now) != Phase.NOW, bazaar.starts or date.max, bazaar.pk))
    today = timezone.localdate(now)
    calling = next((bazaar for bazaar in shown if bazaar.calls_on(today)), None)
    strip = _strip(shown[0], shown, language, now) if shown else None
    return strip, _call(calling, language, now) if calling else None


def _strip(bazaar: Bazaar, season: list[Bazaar], language: str, now: datetime) -> Strip:
    name, lang = titled(bazaar, language)
    running = _running(bazaar, now)
    every = list(running.stop.sequences.all()) if running else []
    return Strip(
        name=name,
        lang=lang,
        url=bazaar.address_in(language),
        dates=dates_of(bazaar, language, now),
        is_now=bazaar.phase(now) == Phase.NOW,
        town=running.stop.town_in(language) if running else "",
        number=sum(each.starts <= running.starts for each in every) if running else 0,
        of=len(every),
        until=days.day(running.ends, language, but_year=running.stop.today(now).year) if running else "",
        stops=line(season, bazaar, language, now),
    )


def _running(bazaar: Bazaar, now: datetime) -> Sequence | None:
    every = ((stop, each) for stop in bazaar.stops.all() for each in stop.sequences.all())
    return next((each for stop, each in every if each.phase(stop.today(now)) == Phase.NOW), None)


def _call(bazaar: Bazaar, language: str, now: datetime) -> Call:
    name, lang = titled(bazaar, language)
    stops = bazaar.stops.all()
    return Call(
        fair=name,
        lang=lang,
        town=stops[0].town_in(language) if stops else "",
        dates=dates_of(bazaar, language, now),
        until=days.day(bazaar.call_closes, language, but_year=timezone.localdate(now).year),
        url=bazaar.address_in(language) + "#call",
    )
