"""What a visitor asks a list for, read from its address and written back to it.

A `Filters` is one address's wish, frozen; every link on a list is another `Filters` made from it, so that whatever is
chosen survives.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.storefront.cursor import Cursor
from marketplace.storefront.vocabulary import Vocabulary

# Of a group one may choose several, and a piece need have one of them; of all groups it needs each.
GROUPS = ("category", "region", "material", "technique", "label")
# With the facet value each asks for.
SWITCHES = {"available": "available:1", "cooperative": "cooperative:1", "fair": "fair:now"}
NEW, PRICE_UP, PRICE_DOWN, RELEVANCE = "new", "price_up", "price_down", "relevance"
SORTS = (NEW, PRICE_UP, PRICE_DOWN)
LAST_PAGE = 40
LARGEST_PRICE = 10_000_000
KNOWN = {*GROUPS, *SWITCHES, "min", "max", "sort", "cursor", "page", "q"}


@dataclass(frozen=True)
class Filters:
    """`chosen` holds (group, code) pairs; `minimum` and `maximum` are whole dirhams, both included; `sort` is empty for
    the list's own.
    """

    query: str = ""
    chosen: frozenset[tuple[str, str]] = frozenset()
    switched: frozenset[str] = frozenset()
    minimum: int | None = None
    maximum: int | None = None
    sort: str = ""
    cursor: Cursor | None = None
    page: int = 1

    @property
    def order(self) -> str:
        return self.sort or (RELEVANCE if self.query else NEW)

    @property
    def count(self) -> int:
        return len(self.chosen) + len(self.switched) + self.has_price

    @property
    def is_for_engines(self) -> bool:
        """Whether search engines should keep the list: those with more filters, other orders and later pages are without end."""
        is_first = self.cursor is None and self.page == 1
        return is_first and self.count < 2 and not self.query and not self.sort

    @property
    def has_price(self) -> bool:
        return self.minimum is not None or self.maximum is not None

    def codes(self, group: str) -> set[str]:
        return {code for chosen, code in self.chosen if chosen == group}

    def with_(self, **changes) -> "Filters":
        """The same wish with `changes`, from its first page."""
        return replace(self, **{"cursor": None, "page": 1, **changes})

    def toggled(self, group: str, code: str) -> "Filters":
        return self.with_(chosen=self.chosen ^ {(group, code)})

    def switched_over(self, switch: str) -> "Filters":
        return self.with_(switched=self.switched ^ {switch})

    def cleared(self) -> "Filters":
        """What was searched and how it is sorted stay."""
        return Filters(query=self.query, sort=self.sort)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As an address has them, always in the same order."""
        if self.query:
            yield "q", self.query
        yield from ((group, code) for group in GROUPS for code in sorted(self.codes(group)))
        yield from ((switch, "1") for switch in SWITCHES if switch in self.switched)
        for key, value in (("min", self.minimum), ("max", self.maximum), ("sort", self.sort), ("cursor", self.cursor)):
            if value is not None and value != "":
                yield key, str(value)
        if self.page > 1:
            yield "page", str(self.page)

    def at(self, path: str) -> str:
        query = urlencode(list(self.pairs()))
        return f"{path}?{query}" if query else path


def read(address: QueryDict, vocabulary: Vocabulary, *, searches: bool = False) -> tuple[Filters, bool]:
    """The wish in an address, and whether all of it was understood; what was not is left out."""
    reader = _Reader(address, vocabulary, searches)
    filters = reader.read()
    return filters, not reader.has_unknown


class _Reader:
    def __init__(self, address: QueryDict, vocabulary: Vocabulary, searches: bool):
        self.address, self.vocabulary, self.searches = address, vocabulary, searches
        self.has_unknown = any(key not in KNOWN for key in address)
        self.has_unknown |= "q" in address and not searches

    def read(self) -> Filters:
        query = self._one("q")[:10_000].strip() if self.searches else ""
        minimum, maximum = self._price("min"), self._price("max")
        if minimum is not None and maximum is not None and minimum > maximum:
            minimum = maximum = None
            self._unknown()
        filters = Filters(
            query=query,
            chosen=frozenset(pair for group in GROUPS for pair in self._choices(group)),
            switched=frozenset(switch for switch in SWITCHES if self._switch(switch)),
            minimum=minimum,
            maximum=maximum,
            sort=self._sort(bool(query)),
        )
        if filters.order == RELEVANCE:
            return replace(filters, page=self._page())
        return replace(filters, cursor=self._cursor(filters.order))

    def _one(self, key: str) -> str:
        return self.address.get(key, "")

    def _unknown(self) -> None:
        self.has_unknown = True

    def _choices(self, group: str) -> Iterator[tuple[str, str]]:
        for code in self.address.getlist(group):
            if self.vocabulary.get(group, code):
                yield group, code
            elif code:
                self._unknown()

    def _switch(self, key: str) -> bool:
        if (value := self._one(key)) not in {"", "1"}:
            self._unknown()
        return value == "1"

    def _price(self, key: str) -> int | None:
        if not (text := self._one(key).strip()):
            return None
        amount = _whole(text)
        if amount is not None and amount <= LARGEST_PRICE:
            return amount
        self._unknown()
        return None

    def _sort(self, is_search: bool) -> str:
        sort = self._one("sort")
        if sort in SORTS or not sort:
            # A list's own order is not said in its address.
            return "" if sort == NEW and not is_search else sort
        if not (sort == RELEVANCE and is_search):
            self._unknown()
        return ""

    def _cursor(self, order: str) -> Cursor | None:
        if self._one("page"):
            self._unknown()
        if not (text := self._one("cursor")):
            return None
        try:
            cursor = Cursor.parse(text)
        except ValueError:
            cursor = None
        if cursor and cursor.sort == order:
            return cursor
        self._unknown()
        return None

    def _page(self) -> int:
        if self._one("cursor"):
            self._unknown()
        if not (text := self._one("page")):
            return 1
        page = _whole(text)
        if not page:
            self._unknown()
        return page or 1


def _whole(text: str) -> int | None:
    """Digits of any script, at most nine."""
    text = "".join(text.split())
    return int(text) if text.isdecimal() and len(text) <= 9 else None
