"""A list of pieces with its filters, as a page shows it.

Templates get a `Listing` and nothing to work out: names are in the page's language, addresses are whole, cards are
HTML.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue import search
from catalogue.money import format_price
from marketplace.storefront import facets, paging
from marketplace.storefront.cards import cards_html
from marketplace.storefront.facets import BARS, Counts, Scope
from marketplace.storefront.filters import GROUPS, NEW, PRICE_DOWN, PRICE_UP, RELEVANCE, SWITCHES, Filters
from marketplace.storefront.vocabulary import Term, Vocabulary


@dataclass(frozen=True)
class Option:
    """One box of a group. `url` is the list with this box the other way round. `icon` and `dye` only for crafts and
    categories.
    """

    code: str
    name: str
    lang: str
    count: int
    is_chosen: bool
    url: str
    icon: str = ""
    dye: str = ""


@dataclass(frozen=True)
class Group:
    """A group of filters: `key` is the name of its boxes in the form."""

    key: str
    title: str
    options: list[Option]
    is_open: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that is on: following `url` takes it off."""

    name: str
    url: str


@dataclass(frozen=True)
class Bar:
    """One bar of the price histogram on a grid of 160 by 40: `x`, `y`, `height`; inside the chosen price or not."""

    x: int
    y: int
    height: int
    is_chosen: bool


@dataclass(frozen=True)
class Sort:
    code: str
    name: str
    url: str
    is_current: bool


@dataclass
class Listing:
    """All a list shows.

    cards: the HTML of each card, in order · total: pieces in the whole result · groups: Group, empty ones left out ·
    switches: Options, each a box of its own (name = its code, value 1) · chips · bars: of the histogram, empty
    when there is nothing to compare · sorts · previous_url, next_url: or "" · clear_url: without filters · first_url:
    the first page · hidden: (name, value) pairs a form must carry along · minimum, maximum: what stands in the two
    price fields · notice: to show when not empty.
    """

    filters: Filters
    path: str
    language: str
    vocabulary: Vocabulary
    scope: Scope
    counts: Counts
    page: paging.Page
    is_whole: bool = True
    without_groups: tuple[str, ...] = ()
    within_craft: str = ""
    cards: list[SafeString] = field(init=False)

    def __post_init__(self):
        self.cards = cards_html(self.page.cards, self.language)

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def notice(self) -> str:
        return "" if self.is_whole else _("One filter in this address no longer exists; we removed it.")

    @property
    def previous_url(self) -> str:
        return self.page.previous.at(self.path) if self.page.previous else ""

    @property
    def next_url(self) -> str:
        return self.page.next.at(self.path) if self.page.next else ""

    @property
    def clear_url(self) -> str:
        return self.filters.cleared().at(self.path)

    @property
    def first_url(self) -> str:
        return self.filters.with_().at(self.path)

    @property
    def minimum(self):
        return self.filters.minimum

    @property
    def maximum(self):
        return self.filters.maximum

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self.filters.pairs() if key in {"q", "sort"}]

    @cached_property
    def sorts(self) -> list[Sort]:
        names = {
            RELEVANCE: _("Closest match"),
            NEW: _("Newest"),
            PRICE_UP: _("Price, low to high"),
            PRICE_DOWN: _("Price, high to low"),
        }
        own = RELEVANCE if self.filters.query else NEW
        if not self.filters.query:
            del names[RELEVANCE]
        return [
            Sort(
                code,
                name,
                self.filters.with_(sort="" if code == own else code).at(self.path),
                code == self.filters.order,
            )
            for code, name in names.items()
        ]

    @cached_property
    def groups(self) -> list[Group]:
        titles = {
            "category": _("Category"),
            "region": _("Region"),
            "material": _("Material"),
            "technique": _("Technique"),
            "label": _("Label"),
        }
        shown = [group for group in titles if group not in self.without_groups]
        groups = [
            Group(group, titles[group], list(self._options(group)), group in {"category", "region"}) for group in shown
        ]
        return [group for group in groups if group.options]

    @cached_property
    def switches(self) -> list[Option]:
        names = {
            "available": _("Available now"),
            "cooperative": _("Made by a cooperative"),
            "fair": _("At the fair now"),
        }
        return [self._switch(switch, value, names[switch]) for switch, value in SWITCHES.items()]

    @cached_property
    def chips(self) -> list[Chip]:
        return [Chip(name, without.at(self.path)) for name, without in self._removals()]

    @cached_property
    def bars(self) -> list[Bar]:
        highest = max(self.counts.bars)
        if sum(1 for number in self.counts.bars if number) < 2:
            return []
        return [
            Bar(place * 10, 40 - height, height, self.filters.has_price and facets.is_inside(self.filters, BARS[place]))
            for place, number in enumerate(self.counts.bars)
            for height in [_height(number, highest)]
        ]

    def _terms(self, group: str) -> Iterable[Term]:
        if group == "region":
            return self.vocabulary.places()
        terms = self.vocabulary.group(group)
        if group != "category":
            return terms
        if self.within_craft:
            return [term for term in terms if term.parent == self.within_craft]
        # Crafts first; the categories of a craft once it, or one of them, is chosen.
        chosen = {
            self.vocabulary.craft_of(term).code for term in terms if ("category", term.code) in self.filters.chosen
        }
        return [
            term
            for craft in self.vocabulary.crafts
            for term in [craft, *(child for child in terms if child.parent == craft.code and craft.code in chosen)]
        ]

    def _options(self, group: str) -> Iterator[Option]:
        for term in self._terms(group):
            number = self.counts.by_facet.get(term.facet, 0)
            is_chosen = (group, term.code) in self.filters.chosen
            if not number and not is_chosen:
                continue
            craft = self.vocabulary.craft_of(term) if group == "category" else term
            yield Option(
                code=term.code,
                name=term.name(self.language),
                lang=term.name_language(self.language),
                count=number,
                is_chosen=is_chosen,
                url=self.filters.toggled(group, term.code).at(self.path),
                icon=(term.icon or craft.icon or craft.code) if group == "category" else "",
                dye=(term.dye or craft.dye) if group == "category" else "",
            )

    def _switch(self, switch: str, value: str, name: str) -> Option:
        return Option(
            code=switch,
            name=name,
            lang=self.language,
            count=self.counts.by_facet.get(value, 0),
            is_chosen=switch in self.filters.switched,
            url=self.filters.switched_over(switch).at(self.path),
        )

    def _removals(self) -> Iterator[tuple[str, Filters]]:
        for group in GROUPS:
            for code in sorted(self.filters.codes(group)):
                if term := self.vocabulary.get(group, code):
                    yield term.name(self.language), self.filters.toggled(group, code)
        for switch in self.switches:
            if switch.is_chosen:
                yield switch.name, self.filters.switched_over(switch.code)
        if self.filters.has_price:
            yield _price_name(self.filters, self.language), self.filters.with_(minimum=None, maximum=None)


def _height(number: int, highest: int) -> int:
    """Of 40; whatever is not nothing is seen."""
    return max(2, number * 40 // highest) if number else 0


def _price_name(filters: Filters, language: str) -> str:
    least, most = (
        None if dirhams is None else format_price(dirhams * 100, "MAD", language)
        for dirhams in (filters.minimum, filters.maximum)
    )
    if most is None:
        return _("From %(price)s") % {"price": least}
    if least is None:
        return _("Up to %(price)s") % {"price": most}
    return _("%(least)s to %(most)s") % {"least": least, "most": most}


def read(
    scope: Scope,
    filters: Filters,
    vocabulary: Vocabulary,
    *,
    path: str,
    language: str,
    is_whole: bool = True,
    without_groups: tuple[str, ...] = (),
    within_craft: str = "",
) -> Listing:
    """Two statements: the cards of the page, and all counts."""
    if filters.order == RELEVANCE and scope.query is not None:
        found = facets.cards(replace(scope, query=None), filters, vocabulary)
        page = paging.by_rank(search.ranked(found, scope.query), filters)
    else:
        page = paging.by_key(facets.cards(scope, filters, vocabulary), filters)
    counts = Counts() if page.is_past_the_end else facets.count(scope, filters, vocabulary)
    return Listing(filters, path, language, vocabulary, scope, counts, page, is_whole, without_groups, within_craft)
