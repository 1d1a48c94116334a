"""The search page: what is found, what it costs, and that nothing one writes breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.third_party import naughty_strings

pytestmark = pytest.mark.django_db


def titles(response):
    return [card.words["fr"]["title"] for card in response.context["listing"].page.cards]


def test_search_finds_by_an_inflected_word_with_counts(client):
    factories.published(title="Tapis rouge")
    factories.published(title="Bol bleu", category=factories.category("bowls", "pottery"))
    response = client.get("/fr/search/?q=tapis+rouges")
    assert titles(response) == ["Tapis rouge"]
    listing = response.context["listing"]
    assert listing.total == 1
    (category,) = [group for group in listing.groups if group.key == "category"]
    assert [(option.code, option.count) for option in category.options] == [("carpets", 1)]


@pytest.mark.parametrize("number", [1, 3])
def test_search_takes_at_most_four_statements(client, django_assert_num_queries, number):
    for _each in range(number):
        factories.published(title="Tapis")
    client.get("/fr/search/?q=tapis")
    # Cards, counts, makers of that name.
    with django_assert_num_queries(3):
        response = client.get("/fr/search/?q=tapis&available=1")
    assert len(titles(response)) == number


def test_search_finds_makers_by_name(client):
    vendor = factories.vendor(name_fr="Coopérative Tiwizi")
    response = client.get("/fr/search/?q=tiwizi")
    assert [tile.name for tile in response.context["makers"]] == ["Coopérative Tiwizi"]
    assert vendor.address_in("fr") in response.content.decode()


def test_search_without_a_result_offers_the_crafts(client):
    factories.published()
    html = client.get("/en/search/?q=xylophone").content.decode()
    assert "Nothing by that name." in html
    assert "xylophone" in html
    assert '/en/catalogue/carpets/"' in html


def test_search_filtered_to_nothing_keeps_the_filters(client):
    factories.published(title="Tapis")
    response = client.get("/en/search/?q=tapis&min=9000")
    assert "Nothing fits all of these filters." in response.content.decode()
    assert response.context["listing"].clear_url == "/en/search/?q=tapis"


def test_search_sorted_by_price_goes_by_cursor(client):
    for price in (3000, 1000, 2000):
        factories.published(title="Tapis", price=price)
    cards = client.get("/fr/search/?q=tapis&sort=price_up").context["listing"].page.cards
    assert [card.price_from for card in cards] == [1000, 2000, 3000]


def test_search_page_that_never_was_is_not_found(client):
    factories.published(title="Tapis")
    for page in ("2", "41"):
        assert client.get(f"/fr/search/?q=tapis&page={page}").status_code == 404
    assert client.get("/fr/search/?q=tapis&page=x").status_code == 200


def test_search_of_markup_is_shown_as_text(client):
    html = client.get("/fr/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a\x00b", "%", "_", "\\", "'", '"', "AND OR NOT", "* -", "ا" * 10_000]
)
def test_search_of_anything_is_answered(client, text):
    assert client.get("/fr/search/", {"q": text}).status_code == 200


def test_search_of_naughty_strings_is_answered(client):
    for text in naughty_strings():
        assert client.get("/ar/search/", {"q": text}).status_code == 200, text


ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
KEYS = st.sampled_from(
    ["q", "category", "region", "min", "max", "sort", "cursor", "page", "available", "craft", "option"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS | ANY_TEXT, ANY_TEXT, max_size=5))
def test_any_address_is_answered_or_not_found(client, query):
    for path in ("catalogue", "search", "artisans"):
        assert client.get(f"/fr/{path}/", query).status_code in {200, 404}


@pytest.mark.parametrize("path", ["catalogue/nothing", "regions/nowhere", "labels/none", "produits/x", "artisans/0"])
def test_address_of_nothing_is_not_found(client, path):
    assert client.get(f"/fr/{path}/").status_code == 404
