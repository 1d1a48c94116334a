"""How many pieces each filter would leave: over the whole result, in one UNION ALL.

Each group is counted as if nothing were chosen in it, so that its numbers say what choosing one more would add.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from catalogue import search
from catalogue.models import Card, CardFacet
from catalogue.search import Query
from marketplace.storefront.filters import GROUPS, SWITCHES, Filters
from marketplace.storefront.vocabulary import Vocabulary

# Prefixes of `CardFacet.value` a group of filters looks at.
PREFIXES = {
    "category": ("craft:", "category:"),
    "region": ("region:", "country:"),
    **{group: (f"{group}:",) for group in ("material", "technique", "label", *SWITCHES)},
}
# Where the bars of the price histogram begin, in dirhams.
BARS = (0, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000)


@dataclass(frozen=True)
class Scope:
    """What a list is about before anything is chosen: facet values a card must all have, and what was searched."""

    facets: tuple[str, ...] = ()
    query: Query | None = None


@dataclass
class Counts:
    """`by_facet` maps a facet value to its number; `bars` is the histogram, one number for each of `BARS`."""

    total: int = 0
    by_facet: dict[str, int] = field(default_factory=dict)
    bars: list[int] = field(default_factory=lambda: [0] * len(BARS))


def cards(scope: Scope, filters: Filters, vocabulary: Vocabulary, *, ignoring: str = "") -> QuerySet[Card]:
    """The cards of `scope` that `filters` leaves, as if nothing were chosen in the group `ignoring`."""
    result = Card.objects.shown()
    if scope.query is not None:
        result = result.filter(pk__in=search.matching(scope.query))
    for values in _wanted(scope, filters, vocabulary, ignoring):
        result = result.filter(pk__in=CardFacet.objects.filter(value__in=values).values("card"))
    if ignoring != "price":
        result = result.filter(_within(filters))
    return result


def count(scope: Scope, filters: Filters, vocabulary: Vocabulary) -> Counts:
    chosen = [group for group in (*GROUPS, *SWITCHES) if filters.codes(group) or group in filters.switched]
    parts = [_facet_counts(scope, filters, vocabulary, without=chosen)]
    parts += [_facet_counts(scope, filters, vocabulary, only=group) for group in chosen]
    edges = _edges(filters)
    parts.append(_price_counts(cards(scope, filters, vocabulary, ignoring="price"), edges))
    counts = Counts()
    for value, number in parts[0].union(*parts[1:], all=True):
        group, _colon, code = value.partition(":")
        if group == "price":
            start = edges[int(code)]
            counts.bars[max(bar for bar, begin in enumerate(BARS) if begin <= start)] += number
            counts.total += number if is_inside(filters, start) else 0
        else:
            counts.by_facet[value] = number
    return counts


def is_inside(filters: Filters, dirhams: int) -> bool:
    return (filters.minimum or 0) <= dirhams and (filters.maximum is None or dirhams <= filters.maximum)


def _wanted(scope: Scope, filters: Filters, vocabulary: Vocabulary, ignoring: str) -> Iterable[list[str]]:
    """Lists of facet values; of each list a card needs one."""
    yield from ([value] for value in scope.facets)
    for group in GROUPS:
        if group != ignoring and (codes := filters.codes(group)):
            yield sorted(term.facet for code in codes if (term := vocabulary.get(group, code)))
    yield from ([value] for switch, value in SWITCHES.items() if switch in filters.switched and switch != ignoring)


def _within(filters: Filters) -> Q:
    condition = Q()
    if filters.minimum is not None:
        condition &= Q(price_from__gte=filters.minimum * 100)
    if filters.maximum is not None:
        # A piece of 250.50 is within "to 250": visitors give whole dirhams.
        condition &= Q(price_from__lt=(filters.maximum + 1) * 100)
    return condition


def _facet_counts(scope, filters, vocabulary, *, without=(), only=""):
    """Of group `only` as if nothing were chosen in it; or of all groups but those in `without`."""
    facets = CardFacet.objects.order_by()
    if only:
        facets = facets.filter(_begins_with(PREFIXES[only]))
    else:
        facets = facets.exclude(_begins_with(prefix for group in without for prefix in PREFIXES[group]))
    is_all = scope.query is None and not filters.has_price and not any(_wanted(scope, filters, vocabulary, only))
    if not is_all:
        # Only cards that are shown have facets, so the whole shelf needs no look at the cards.
        facets = facets.filter(card__in=cards(scope, filters, vocabulary, ignoring=only))
    return facets.values("value").annotate(number=Count("pk")).values_list("value", "number")


def _begins_with(prefixes) -> Q:
    condition = Q()
    for prefix in prefixes:
        condition |= Q(value__startswith=prefix)
    return condition


def _edges(filters: Filters) -> list[int]:
    """Where prices are cut, in dirhams: at the bars, and at what was chosen, so that each piece between two edges is
    wholly in or out.
    """
    edges = {*BARS, filters.minimum or 0}
    if filters.maximum is not None:
        edges.add(filters.maximum + 1)
    return sorted(edges)


def _price_counts(found, edges):
    between = [When(price_from__lt=end * 100, then=Value(f"price:{place}")) for place, end in enumerate(edges[1:])]
    value = Case(*between, default=Value(f"price:{len(edges) - 1}"), output_field=CharField())
    rows = found.order_by().annotate(value=value).values("value")
    return rows.annotate(number=Count("pk")).values_list("value", "number")
