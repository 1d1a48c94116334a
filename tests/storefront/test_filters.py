"""Filters: what an address asks for, whatever is written in it."""

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from marketplace.storefront.cursor import Cursor
from marketplace.storefront.filters import GROUPS, KNOWN, Filters, read
from marketplace.storefront.vocabulary import Term, Vocabulary

WORDS = Vocabulary(
    Term(group, f"{group}:{code}", code, code, {"fr": code}) for group in GROUPS for code in ("one", "two", "three")
)


def wish(address, searches=False):
    return read(QueryDict(address), WORDS, searches=searches)


def test_read_everything_known_is_kept_whole():
    filters, is_whole = wish(
        "category=one&category=two&region=one&available=1&cooperative=1&min=10&max=20&sort=price_up"
    )
    assert is_whole
    assert filters == Filters(
        chosen=frozenset({("category", "one"), ("category", "two"), ("region", "one")}),
        switched=frozenset({"available", "cooperative"}),
        minimum=10,
        maximum=20,
        sort="price_up",
    )


@pytest.mark.parametrize(
    "address",
    [
        "category=nine",
        "colour=red",
        "min=ten",
        "min=-1",
        "min=20&max=10",
        "max=99999999",
        "available=yes",
        "sort=best",
        "sort=relevance",
        "cursor=nonsense",
        "cursor=bmV3LjEuMQ",
        "page=2",
        "q=tapis",
    ],
)
def test_read_nonsense_is_left_out_and_told(address):
    assert wish(address) == (Filters(), False)


@pytest.mark.parametrize("address", ["", "min=&max=&category=", "sort=new", "sort="])
def test_read_what_means_nothing_is_left_out_in_silence(address):
    assert wish(address) == (Filters(), True)


def test_read_price_in_arabic_digits_is_understood():
    assert wish("min=%D9%A2%D9%A5%D9%A0") == (Filters(minimum=250), True)


@pytest.mark.parametrize(
    ("page", "expected"), [("3", (3, True)), ("0", (1, False)), ("x", (1, False)), ("", (1, True))]
)
def test_read_page_of_a_search_is_a_number(page, expected):
    filters, is_whole = wish(f"q=tapis&page={page}", searches=True)
    assert (filters.page, is_whole) == expected


def test_cursor_of_another_order_is_left_out():
    cursor = Cursor("new", 5, 1)
    assert wish(f"cursor={cursor}") == (Filters(cursor=cursor), True)
    assert wish(f"cursor={cursor}&sort=price_up") == (Filters(sort="price_up"), False)


def test_at_everything_chosen_survives_adding_and_removing():
    filters, _whole = wish("category=one&available=1&min=10&sort=price_up")
    added = filters.toggled("material", "two")
    assert added.at("/x/") == "/x/?category=one&material=two&available=1&min=10&sort=price_up"
    assert added.toggled("category", "one").at("/x/") == "/x/?material=two&available=1&min=10&sort=price_up"
    assert added.cleared().at("/x/") == "/x/?sort=price_up"
    assert Filters().at("/x/") == "/x/"


def test_toggled_a_filter_begins_at_the_first_page():
    filters = Filters(query="tapis", page=3, cursor=Cursor("new", 1, 1))
    assert filters.toggled("label", "one").at("/") == "/?q=tapis&label=one"


CHOICES = st.frozensets(st.tuples(st.sampled_from(GROUPS), st.sampled_from(["one", "two", "three"])))
WISHES = st.builds(
    Filters,
    query=st.text(max_size=20).map(str.strip),
    chosen=CHOICES,
    switched=st.frozensets(st.sampled_from(["available", "cooperative"])),
    minimum=st.none() | st.integers(0, 50),
    maximum=st.none() | st.integers(50, 100),
    sort=st.sampled_from(["price_up", "price_down"]),
    cursor=st.none(),
)


@given(WISHES)
def test_at_then_read_is_the_same_wish(filters):
    assert wish(filters.at("").removeprefix("?"), searches=True) == (filters, True)


@given(st.lists(st.tuples(st.sampled_from(sorted(KNOWN)) | st.text(), st.text()), max_size=8))
def test_read_anything_never_fails(pairs):
    filters, _whole = wish(urlencode(pairs), searches=True)
    again, _whole = wish(filters.at("").removeprefix("?"), searches=True)
    assert again == filters


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_cursor_of_any_text_is_one_or_a_value_error(text):
    with suppress(ValueError):
        assert str(Cursor.parse(text)) == text
