"""The fairs as their list shows them: on now, coming, past; all, or those of a region."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import ngettext

from bazaars.models import Bazaar, BazaarIndexPage, Phase, Stop
from marketplace.storefront.bazaar_dates import dates_of
from marketplace.storefront.bazaar_names import titled
from marketplace.storefront.bazaar_places import Place, place_of
from marketplace.storefront.knot_map import KnotMap, of_regions
from marketplace.storefront.knot_map import Region as MapRegion
from marketplace.storefront.vocabulary import HOME_COUNTRY, Term, Vocabulary
from vendors.models import Territory
from vendors.words import resolve

SIZE = 24


@dataclass(frozen=True)
class Tile:
    """A fair in the list. `places`: Place, in order of days; `lang` of the name, empty when it is the page's; `organiser` and `source`
    only of fairs of others; `calls`: makers may ask for a place."""

    bazaar: Bazaar
    name: str
    lang: str
    url: str
    dates: str
    places: list[Place]
    phase: Phase
    is_cancelled: bool
    calls: bool

    @property
    def place(self) -> Place | None:
        """Where it is now, or begins."""
        return self.places[0] if self.places else None


@dataclass(frozen=True)
class Region:
    """A region that has fairs; `url` takes it off again when it is chosen."""

    code: str
    name: str
    count: int
    url: str
    is_chosen: bool


@dataclass
class Fairs:
    """now, coming, past: Tile · past_count, total · regions: Region · previous_url, next_url: of the past ones · is_whole: see `Listing` ·
    introduction, introduction_lang."""

    now: list[Tile]
    coming: list[Tile]
    past: list[Tile]
    total: int
    regions: list[Region]
    chosen: Region | None
    previous_url: str
    next_url: str
    is_first: bool
    is_whole: bool
    introduction: str
    introduction_lang: str

    @property
    def home_map(self) -> KnotMap | None:
        """The regions at home, as links like those of the list."""
        return of_regions(
            HOME_COUNTRY,
            (
                MapRegion(each.code, each.name, each.count, _number(each.count), each.url, each.is_chosen)
                for each in self.regions
            ),
        )


def _number(count: int) -> str:
    return ngettext("%(n)s fair", "%(n)s fairs", count) % {"n": count}


def read(address: QueryDict, words: Vocabulary, *, path: str, language: str, now: datetime) -> Fairs | None:
    """None for a page that never was."""
    region = words.get("region", address.get("region", ""))
    page, is_number = _page(address.get("page", ""))
    found = Bazaar.objects.shown()
    if region:
        inside = Stop.objects.filter(territory__in=Territory.objects.within(region.code))
        found = found.filter(pk__in=inside.values("bazaar"))
    # Somewhere on earth it is still yesterday: the day of each place is looked at in `phase`.
    yesterday = now.date() - timedelta(days=1)
    awaited = _tiles(found.coming(yesterday).order_by(F("starts").asc(nulls_last=True), "pk"), language, now)
    over = found.exclude(pk__in=[tile.bazaar.pk for tile in awaited if tile.phase != Phase.OVER])
    past_count = over.count()
    if page > 1 and (page - 1) * SIZE >= past_count:
        return None
    start = (page - 1) * SIZE
    regions = _regions(words, region, path, language)
    introduction, introduction_language = _introduction(language)
    return Fairs(
        now=[tile for tile in awaited if tile.phase == Phase.NOW],
        coming=[tile for tile in awaited if tile.phase == Phase.COMING],
        past=_tiles(over[start : start + SIZE], language, now),
        total=past_count + sum(tile.phase != Phase.OVER for tile in awaited),
        regions=regions,
        chosen=next((each for each in regions if each.is_chosen), None),
        previous_url=_url(path, region, page - 1) if page > 1 else "",
        next_url=_url(path, region, page + 1) if start + SIZE < past_count else "",
        is_first=page == 1,
        is_whole=is_number and bool(address.get("region")) == bool(region),
        introduction=introduction,
        introduction_lang="" if introduction_language == language else introduction_language,
    )


def _page(text: str) -> tuple[int, bool]:
    if not text:
        return 1, True
    is_number = text.isdecimal() and len(text) < 6 and int(text) > 0
    return (int(text), True) if is_number else (1, False)


def _url(path: str, region: Term | None, page: int = 1) -> str:
    pairs = [("region", region.code)] if region else []
    pairs += [("page", str(page))] if page > 1 else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _introduction(language: str) -> tuple[str, str]:
    """What curators wrote above the list, and the language it is in."""
    pages = BazaarIndexPage.objects.live().values_list("locale__language_code", "introduction")
    return resolve(dict(pages), language)


def _regions(words: Vocabulary, chosen: Term | None, path: str, language: str) -> list[Region]:
    """How many fairs each region has, whatever is chosen: a fair of two towns of one region counts once."""
    rows = Stop.objects.filter(bazaar__in=Bazaar.objects.shown()).values_list("bazaar", "territory__path").distinct()
    pairs = {(bazaar, pk) for bazaar, above in rows for pk in above.strip("/").split("/")}
    fairs_in = Counter(pk for _bazaar, pk in pairs)
    ids = dict(Territory.objects.filter(pk__in=fairs_in).values_list("code", "pk"))
    return [
        Region(
            code=term.code,
            name=term.name(language),
            count=fairs_in[str(ids[term.code])],
            url=_url(path, None if term == chosen else term),
            is_chosen=term == chosen,
        )
        for term in words.places()
        if term.code in ids
    ]


def _tiles(bazaars: QuerySet[Bazaar], language: str, now: datetime) -> list[Tile]:
    """Three statements, whatever their number."""
    return [_tile(bazaar, language, now) for bazaar in bazaars.prefetch_related("stops__sequences")]


def _tile(bazaar: Bazaar, language: str, now: datetime) -> Tile:
    name, lang = titled(bazaar, language)
    is_cancelled = bazaar.state == Bazaar.State.CANCELLED
    phase = bazaar.phase(now)
    return Tile(
        bazaar=bazaar,
        name=name,
        lang=lang,
        url=bazaar.address_in(language),
        dates=dates_of(bazaar, language, now),
        places=[place_of(stop, language) for stop in in_order(bazaar, now)],
        # What is cancelled does not take place: it is announced as coming, so that those who planned to go read it.
        phase=Phase.COMING if is_cancelled and phase == Phase.NOW else phase,
        is_cancelled=is_cancelled,
        calls=bazaar.calls_on(timezone.localdate(now)),
    )


def in_order(bazaar: Bazaar, now: datetime) -> list[Stop]:
    """Its stops: where it is now, then where it will be, then where it was. Reads their sequences."""
    ranks = {phase: rank for rank, phase in enumerate(Phase)}

    def key(stop: Stop):
        found = sorted((ranks[each.phase(stop.today(now))], each.starts) for each in stop.sequences.all())
        return (found[0] if found else (len(ranks), now.date()), stop.pk)

    return sorted(bazaar.stops.all(), key=key)
