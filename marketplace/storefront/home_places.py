"""Where the pieces come from: how many each region and each country has, on the map and as a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import ngettext

from catalogue.models import CardFacet
from catalogue.remembered import Remembered
from marketplace.storefront.addresses import reverse_in
from marketplace.storefront.knot_map import KnotMap, Region, of_regions
from marketplace.storefront.knots import COUNTRIES
from marketplace.storefront.vocabulary import Term, vocabulary


@dataclass(frozen=True)
class Country:
    """`map` and `regions` only of the countries that are drawn."""

    whole: Region
    map: KnotMap | None
    regions: list[Region]


def _count() -> dict[str, int]:
    """How many pieces each facet value of a place has."""
    found = CardFacet.objects.filter(value__startswith="region:") | CardFacet.objects.filter(
        value__startswith="country:"
    )
    return dict(found.values_list("value").annotate(number=Count("pk")).order_by())


# Over all cards: once a version of the shelf.
counts = Remembered(_count)


def countries(language: str) -> list[Country]:
    """Those that have pieces, the drawn ones first, then by number; one statement while the shelf stands still."""
    numbers, terms = counts(), vocabulary().group("region")
    found = [
        _country(term, [each for each in terms if each.parent == term.code], numbers, language)
        for term in terms
        if not term.parent and numbers.get(term.facet)
    ]
    return sorted(found, key=lambda country: (country.map is None, -country.whole.count))


def _country(term: Term, below: list[Term], numbers: Mapping[str, int], language: str) -> Country:
    drawn = term.code in COUNTRIES
    regions = (
        [_region(each, numbers[each.facet], language) for each in below if numbers.get(each.facet)] if drawn else []
    )
    return Country(_region(term, numbers[term.facet], language), of_regions(term.code, regions), regions)


def _region(term: Term, number: int, language: str) -> Region:
    words = ngettext("%(n)s piece", "%(n)s pieces", number) % {"n": number}
    url = reverse_in(language, "storefront:region", slug=term.slug)
    return Region(term.code, term.name(language), number, words, url)
