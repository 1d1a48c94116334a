"""Pages of a list: every piece once, in order, forwards and backwards."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.models import Card
from marketplace.storefront import paging
from marketplace.storefront.cursor import Cursor
from marketplace.storefront.filters import Filters
from tests import factories

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def cards(db):
    """Eleven, with equals among their dates and prices."""
    picture, vendor, category = factories.picture(), factories.vendor(), factories.category()
    for n in range(11):
        product = factories.product(vendor=vendor, category=category, pictures=[picture])
        Card.objects.create(
            pk=product.pk,
            version=1,
            published_at=START + timedelta(microseconds=n // 3),
            vendor_id=vendor.pk,
            category="rugs",
            craft="carpets",
            country="MA",
            price_from=1000 + n % 4,
            currency="MAD",
            dye="madder",
        )
    return Card.objects.shown()


ORDERS = {
    "": ("-published_at", "-pk"),
    "price_up": ("price_from", "pk"),
    "price_down": ("-price_from", "-pk"),
}


@pytest.mark.parametrize("sort", ORDERS)
def test_by_key_forwards_then_backwards_shows_each_piece_once(cards, sort):
    pages, wish = [], Filters(sort=sort)
    while wish:
        page = paging.by_key(cards, wish, size=4)
        pages.append(page)
        wish = page.next
    assert [len(page.cards) for page in pages] == [4, 4, 3]
    assert [card.pk for page in pages for card in page.cards] == [card.pk for card in cards.order_by(*ORDERS[sort])]
    assert pages[0].previous is None
    back = paging.by_key(cards, pages[2].previous, size=4)
    assert (back.cards, back.next) == (pages[1].cards, pages[1].next)
    assert paging.by_key(cards, back.previous, size=4).is_past_the_end


def test_by_key_cursor_whose_piece_has_gone_goes_on_from_its_place(cards):
    page = paging.by_key(cards, Filters(), size=4)
    expected = [card.pk for card in paging.by_key(cards, page.next, size=4).cards]
    Card.objects.filter(pk=page.cards[-1].pk).update(is_withdrawn=True)
    assert [card.pk for card in paging.by_key(cards, page.next, size=4).cards] == expected


def test_by_key_beyond_the_last_piece_is_past_the_end(cards):
    assert paging.by_key(cards, Filters(cursor=Cursor("new", 1, 1))).is_past_the_end


@pytest.mark.django_db
@pytest.mark.parametrize("key", [10**18 - 1, 2 * 10**17 - 1, 0])
@pytest.mark.parametrize("sort", ["new", "price_up"])
def test_by_key_of_the_largest_and_smallest_keys_is_answered(client, sort, key):
    cursor = Cursor(sort, key, 1)
    assert client.get("/fr/catalogue/", {"sort": sort, "cursor": str(cursor)}).status_code in {200, 302}


def test_by_rank_of_a_page_that_never_was_is_past_the_end(cards):
    ranked = cards.order_by("pk")
    assert not paging.by_rank(ranked, Filters(query="x")).is_past_the_end
    assert paging.by_rank(ranked, Filters(query="x", page=2)).is_past_the_end
    assert paging.by_rank(ranked, Filters(query="x", page=41)).is_past_the_end


def test_by_rank_has_forty_pages_at_most(cards, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    monkeypatch.setattr(paging, "LAST_PAGE", 3)
    page = paging.by_rank(cards.order_by("pk"), Filters(query="x", page=3))
    assert (len(page.cards), page.previous.page, page.next) == (2, 2, None)
