"""The stops of a fair, and of the centre's others that are on now or to come, in the order of their days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bazaars.models import Bazaar, Phase, Stop
from marketplace.storefront.bazaar_dates import dates_of, period
from marketplace.storefront.bazaar_names import titled
from marketplace.storefront.bazaar_places import Place, place_of


@dataclass(frozen=True)
class StopShown:
    """`fair` and `fair_lang`: the fair's name; `is_own`: of the fair that the page is about; `starts` is None while not known."""

    stop: Stop
    place: Place
    fair: str
    fair_lang: str
    dye: str
    dates: str
    starts: date | None
    phase: Phase
    url: str
    is_own: bool
    sequences: int


def season(bazaar: Bazaar, language: str, now: datetime) -> list[StopShown]:
    """Its stops, and, while it is not over and is the centre's own, those of the centre's others that are not over."""
    own = line([bazaar], bazaar, language, now)
    if not bazaar.is_own or bazaar.phase(now) == Phase.OVER:
        return own
    others = (
        Bazaar.objects.own()
        .filter(state=Bazaar.State.ANNOUNCED)
        .coming(now.date() - timedelta(days=1))
        .exclude(pk=bazaar.pk)
        .prefetch_related("stops__sequences")
    )
    return _ordered([*own, *(each for each in line(others, bazaar, language, now) if each.phase != Phase.OVER)])


def line(bazaars: Iterable[Bazaar], about: Bazaar, language: str, now: datetime) -> list[StopShown]:
    """The stops of all these fairs; reads them and their sequences, which may be prefetched."""
    return _ordered(_stop(stop, each, about, language, now) for each in bazaars for stop in each.stops.all())


def _ordered(stops) -> list[StopShown]:
    return sorted(stops, key=lambda each: (each.starts or date.max, each.stop.pk))


def _stop(stop: Stop, fair: Bazaar, about: Bazaar, language: str, now: datetime) -> StopShown:
    name, lang = titled(fair, language)
    today = stop.today(now)
    sequences = sorted(stop.sequences.all(), key=lambda each: each.starts)
    if sequences:
        starts, ends = sequences[0].starts, max(each.ends for each in sequences)
        dates = period(starts, ends, language, today)
        found = {each.phase(today) for each in sequences}
        phase = next(phase for phase in Phase if phase in found)
        chosen = next(each for each in sequences if each.phase(today) == phase)
        query = f"?sequence={chosen.pk}"
    else:
        starts, dates, phase, query = fair.starts, dates_of(fair, language, now), fair.phase(now), ""
    return StopShown(
        stop=stop,
        place=place_of(stop, language),
        fair=name,
        fair_lang=lang,
        dye=fair.dye,
        dates=dates,
        starts=starts,
        phase=phase,
        url=fair.address_in(language) + query,
        is_own=fair == about,
        sequences=len(sequences),
    )
