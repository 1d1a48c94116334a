"""What search engines are told of: every page that anybody may read, by kind. One statement a file, whatever its length."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from wagtail.models import Page

from bazaars.models import Bazaar
from catalogue.models import Card, CardFacet, ProductEvent
from marketplace.storefront.addresses import public, reverse_in
from marketplace.storefront.cards import CardPicture, card_url, picture_of
from marketplace.storefront.models import StandardPage, StoryIndexPage, StoryPage
from marketplace.storefront.vocabulary import vocabulary
from media.markup import picture_url
from media.models import Picture
from vendors.models import Vendor
from vendors.words import LANGUAGES

# Of things in one file: those with these ids, so that one that goes moves no other to another file.
SIZE = 5000
# Rows in memory at a time.
AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """A page: its path in each language it is in, when it was last changed (None: nobody knows), its pictures' addresses."""

    paths: dict[str, str]
    modified: datetime | None = None
    pictures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """`numbers`: which files there are · `entries(number)`: what is in one."""

    numbers: Callable[[], list[int]]
    entries: Callable[[int], Iterable[Entry]]


def _numbers_of(rows: QuerySet) -> list[int]:
    """Which thousands of ids there are, without a look at each row's other columns."""
    return sorted(rows.order_by().values_list(F("pk") / SIZE, flat=True).distinct())


def _part(rows: QuerySet, number: int) -> Iterator:
    return rows.filter(pk__gte=number * SIZE, pk__lt=(number + 1) * SIZE).order_by("pk").iterator(AT_ONCE)


def _in_all(address: Callable[[str], str]) -> dict[str, str]:
    return {language: address(language) for language in LANGUAGES}


def _pictures(shot: CardPicture | Picture | None) -> list[str]:
    url = picture_url(shot, 1280) if shot else ""
    return [public(url)] if url else []


def _cards() -> QuerySet[Card]:
    return Card.objects.shown()


def _products(number: int) -> Iterator[Entry]:
    """From the shelf."""
    events = ProductEvent.objects.filter(product=OuterRef("pk")).order_by().values("product")
    changed = Subquery(events.annotate(last=Max("at")).values("last"))
    for card in _part(_cards().defer("extra").annotate(changed=changed), number):
        yield Entry(
            {language: card_url(card, language) for language in LANGUAGES},
            max(card.published_at, card.changed or card.published_at),
            _pictures(picture_of(card)),
        )


def _vendors(number: int) -> Iterator[Entry]:
    for vendor in _part(Vendor.objects.open().select_related("picture"), number):
        yield Entry(_in_all(vendor.address_in), pictures=_pictures(vendor.picture))


def _fairs(number: int) -> Iterator[Entry]:
    for bazaar in _part(Bazaar.objects.shown().select_related("picture"), number):
        yield Entry(_in_all(bazaar.address_in), pictures=_pictures(bazaar.picture))


def _lists(_number: int) -> Iterator[Entry]:
    """The catalogue, and of its parts those that have pieces; makers; fairs."""
    words = vocabulary.anew()
    for name in ("listing", "vendors", *(["bazaars"] if words.group("fair") else [])):
        yield Entry(_in_all(lambda language, name=name: reverse_in(language, f"storefront:{name}")))
    terms = [term for term in words.terms if term.group in {"category", "region", "label"}]
    used = set(
        CardFacet.objects.filter(value__in=[term.facet for term in terms]).values_list("value", flat=True).distinct()
    )
    for term in terms:
        if term.facet in used:
            route = f"storefront:{term.group}"
            yield Entry(_in_all(lambda language, term=term, route=route: reverse_in(language, route, slug=term.slug)))


def _pages(_number: int) -> Iterator[Entry]:
    """The home page, in each language whatever pages there are, and the pages of words."""
    yield Entry(_in_all(lambda language: reverse_in(language, "storefront:home")))
    yield from _translated(StandardPage.objects.live().public())


def _stories(_number: int) -> Iterator[Entry]:
    yield from _translated(StoryIndexPage.objects.live().public())
    yield from _translated(StoryPage.objects.live().public().select_related("picture"))


def _translated(pages: QuerySet) -> Iterator[Entry]:
    """Translations of each other make one entry."""
    found: dict = defaultdict(list)
    for page in pages.select_related("locale").order_by("path"):
        found[page.translation_key].append(page)
    for same in found.values():
        paths = {page.locale.language_code: path_of(page) for page in same}
        pictures = [url for page in same[:1] for url in _pictures(getattr(page, "picture", None))]
        yield Entry(
            paths, max((page.last_published_at for page in same if page.last_published_at), default=None), pictures
        )


def path_of(page: Page) -> str:
    """As Wagtail has it, without asking which site it is of for each: below its language's home page."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"


def _whole() -> list[int]:
    return [0]


KINDS = {
    "products": Kind(lambda: _numbers_of(_cards()), _products),
    "vendors": Kind(lambda: _numbers_of(Vendor.objects.open()), _vendors),
    "lists": Kind(_whole, _lists),
    "fairs": Kind(lambda: _numbers_of(Bazaar.objects.shown()), _fairs),
    "pages": Kind(_whole, _pages),
    "stories": Kind(lambda: [0] if StoryPage.objects.live().exists() else [], _stories),
}
