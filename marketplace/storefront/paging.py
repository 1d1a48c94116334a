"""One page of cards: newest and prices by keyset, so that page 400 costs what page 1 does; the closest matches by
offset.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from catalogue.models import Card
from marketplace.storefront.cursor import Cursor
from marketplace.storefront.filters import LAST_PAGE, NEW, PRICE_DOWN, PRICE_UP, Filters

SIZE = 24
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# For each order: the column and whether it goes down.
ORDERS = {NEW: ("published_at", True), PRICE_UP: ("price_from", False), PRICE_DOWN: ("price_from", True)}


@dataclass
class Page:
    """`previous` and `next` are the wishes of the neighbouring pages, None where there is none."""

    cards: list[Card] = field(default_factory=list)
    previous: Filters | None = None
    next: Filters | None = None
    is_past_the_end: bool = False


def by_key(cards: QuerySet[Card], filters: Filters, size: int = SIZE) -> Page:
    column, is_down = ORDERS[filters.order]
    cursor = filters.cursor
    is_back = cursor is not None and cursor.is_back
    falls = is_down != is_back
    if cursor:
        cards = cards.filter(_beyond(column, falls, cursor))
    order = (f"-{column}", "-pk") if falls else (column, "pk")
    rows = list(cards.order_by(*order)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if is_back:
        rows.reverse()
    if cursor and (not rows or (is_back and not has_more)):
        # Nothing is left there, or what is left is the beginning of the list: begin at its beginning.
        return Page(rows, is_past_the_end=True)
    has_next, has_previous = (True, has_more) if is_back else (has_more, cursor is not None)
    return Page(
        rows,
        filters.with_(cursor=_cursor(filters.order, column, rows[0], is_back=True)) if has_previous else None,
        filters.with_(cursor=_cursor(filters.order, column, rows[-1])) if has_next else None,
    )


def by_rank(cards: QuerySet[Card], filters: Filters) -> Page:
    """`cards` in their order; at most `LAST_PAGE` pages, and none beyond the last that has cards."""
    page = filters.page
    if page > LAST_PAGE:
        return Page(is_past_the_end=True)
    rows = list(cards[(page - 1) * SIZE : page * SIZE + 1])
    has_more, rows = len(rows) > SIZE and page < LAST_PAGE, rows[:SIZE]
    return Page(
        rows,
        filters.with_(page=page - 1) if page > 1 else None,
        filters.with_(page=page + 1) if has_more else None,
        is_past_the_end=page > 1 and not rows,
    )


def _beyond(column: str, falls: bool, cursor: Cursor) -> Q:
    way = "lt" if falls else "gt"
    key = EPOCH + timedelta(microseconds=cursor.key) if column == "published_at" else cursor.key
    # The first condition lets the index begin at the key; the second leaves out its equals already shown.
    return Q(**{f"{column}__{way}e": key}) & (Q(**{f"{column}__{way}": key}) | Q(**{f"pk__{way}": cursor.pk}))


def _cursor(order: str, column: str, card: Card, *, is_back: bool = False) -> Cursor:
    value = getattr(card, column)
    key = (value - EPOCH) // timedelta(microseconds=1) if column == "published_at" else value
    return Cursor(order, key, card.pk, is_back)
