"""Counts equal counting by hand, whatever is in the catalogue and whatever is chosen."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue import search
from catalogue.models import Card, CardFacet, Category, Label, Material, Technique
from marketplace.storefront import facets
from marketplace.storefront.facets import BARS, Scope
from marketplace.storefront.filters import Filters
from marketplace.storefront.vocabulary import vocabulary
from tests import factories

CATEGORIES = {"rugs": "carpets", "kilims": "carpets", "bowls": "pottery"}
PLACES = {"MA-05": "MA", "MA-03": "MA", "BJ-AK": "BJ"}
NAMES = ["red", "blue", "green"]
NUMBER = 12
# Prices in centimes, most of them near the edges of a bar.
PRICES = st.sampled_from([1, 2499, 2500, 2501, 2550, 9999, 10000, 29999, 30000, 500000, 10**9])

PIECE = st.fixed_dictionaries(
    {
        "category": st.sampled_from(list(CATEGORIES)),
        "region": st.sampled_from(list(PLACES)),
        "materials": st.sets(st.sampled_from(NAMES)),
        "techniques": st.sets(st.sampled_from(NAMES)),
        "labels": st.sets(st.sampled_from(NAMES)),
        "available": st.booleans(),
        "cooperative": st.booleans(),
        "price": PRICES,
        "title": st.sampled_from(["Tapis", "Bol", "Tapis bol"]),
    }
)
CHOICE = st.one_of(
    st.tuples(st.just("category"), st.sampled_from([*CATEGORIES, "carpets", "pottery"])),
    st.tuples(st.just("region"), st.sampled_from([*PLACES, "MA", "BJ"])),
    *(st.tuples(st.just(group), st.sampled_from(NAMES)) for group in ("material", "technique", "label")),
)
WISH = st.builds(
    Filters,
    chosen=st.frozensets(CHOICE, max_size=4),
    switched=st.frozensets(st.sampled_from(["available", "cooperative"])),
    minimum=st.none() | st.sampled_from([0, 24, 25, 26, 100]),
    maximum=st.none() | st.sampled_from([100, 299, 300, 5000]),
)
SCOPES = st.sampled_from([(), ("craft:carpets",), ("category:bowls",), ("region:MA-05",), ("label:red",)])


def facet_values(piece):
    return {
        f"craft:{CATEGORIES[piece['category']]}",
        f"category:{piece['category']}",
        f"region:{piece['region']}",
        f"country:{PLACES[piece['region']]}",
        *(f"material:{code}" for code in piece["materials"]),
        *(f"technique:{code}" for code in piece["techniques"]),
        *(f"label:{code}" for code in piece["labels"]),
        *(f"{switch}:1" for switch in ("available", "cooperative") if piece[switch]),
    }


def facet_of(group, code):
    if group == "category":
        return f"category:{code}" if code in CATEGORIES else f"craft:{code}"
    if group == "region":
        return f"region:{code}" if code in PLACES else f"country:{code}"
    return f"{group}:{code}"


def fits(piece, scope, wish, query="", ignoring=""):
    """By hand: the rule in its plainest form."""
    values = facet_values(piece)
    groups = {group for group, _code in wish.chosen} - {ignoring}
    return (
        values.issuperset(scope)
        and all(any(facet_of(*pair) in values for pair in wish.chosen if pair[0] == group) for group in groups)
        and all(f"{switch}:1" in values for switch in wish.switched - {ignoring})
        and (ignoring == "price" or facets.is_inside(wish, piece["price"] // 100))
        and (not query or query in piece["title"].lower().split())
    )


def counted_by_hand(pieces, scope, wish, query=""):
    result = SimpleNamespace(by_facet={}, bars=[0] * len(BARS))
    result.total = sum(fits(piece, scope, wish, query) for piece in pieces)
    for piece in pieces:
        for value in facet_values(piece):
            prefix = value.partition(":")[0]
            group = {"craft": "category", "country": "region"}.get(prefix, prefix)
            if fits(piece, scope, wish, query, ignoring=group):
                result.by_facet[value] = result.by_facet.get(value, 0) + 1
        if fits(piece, scope, wish, query, ignoring="price"):
            result.bars[max(bar for bar, start in enumerate(BARS) if start * 100 <= piece["price"])] += 1
    return result


@pytest.fixture
def shelf(db):
    """The names, and a number of published products whose cards each example writes anew."""
    for code, craft in CATEGORIES.items():
        factories.category(code, craft)
    for code, country in PLACES.items():
        factories.territory(code, country)
    for model in (Material, Technique, Label):
        model.objects.bulk_create(model(code=code, name_fr=code) for code in NAMES)
    assert Category.objects.count() == 5
    vendor, picture = factories.vendor(), factories.picture()
    products = [factories.product(vendor=vendor, pictures=[picture]) for _each in range(NUMBER)]
    return [product.pk for product in products]


def fill(product_ids, pieces):
    Card.objects.all().delete()
    search.clear()
    cards = [
        Card(
            pk=pk,
            version=1,
            published_at=timezone.now(),
            vendor_id=1,
            category=piece["category"],
            craft=CATEGORIES[piece["category"]],
            country="MA",
            price_from=piece["price"],
            currency="MAD",
            dye="madder",
        )
        for pk, piece in zip(product_ids, pieces, strict=False)
    ]
    Card.objects.bulk_create(cards)
    CardFacet.objects.bulk_create(
        CardFacet(value=value, card=card)
        for card, piece in zip(cards, pieces, strict=True)
        for value in facet_values(piece)
    )
    search.index([search.SearchRow(card.pk, piece["title"], "", "") for card, piece in zip(cards, pieces, strict=True)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECE, min_size=1, max_size=NUMBER), WISH, SCOPES, st.sampled_from(["", "tapis", "bol"]))
def test_count_any_catalogue_and_filters_equals_counting_by_hand(shelf, pieces, wish, scope, query):
    fill(shelf, pieces)
    words = vocabulary()
    asked = Scope(scope, search.analyse_query(query) if query else None)
    counts, expected = facets.count(asked, wish, words), counted_by_hand(pieces, scope, wish, query)
    assert counts.by_facet == expected.by_facet
    assert counts.bars == expected.bars
    assert counts.total == expected.total == facets.cards(asked, wish, words).count()


def test_count_takes_one_statement(shelf, django_assert_num_queries):
    words = vocabulary()
    wish = Filters(
        chosen=frozenset({("category", "rugs"), ("material", "red"), ("region", "MA")}),
        switched=frozenset({"available"}),
        minimum=10,
        maximum=20,
    )
    scope = Scope(("craft:carpets",), search.analyse_query("tapis"))
    with django_assert_num_queries(1) as queries:
        facets.count(scope, wish, words)
    assert queries[0]["sql"].count("UNION ALL") == 5
