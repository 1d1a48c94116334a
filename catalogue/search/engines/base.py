"""What an engine is. It knows terms and card ids; never a word as somebody wrote it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import BaseExpression

from catalogue.search.analysis import Query

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Document:
    """The terms of one card: of its titles, of who made it and where, and of all the rest. They weigh in this order."""

    card_id: int
    title: Sequence[str]
    vendor: Sequence[str]
    rest: Sequence[str]


class Engine(Protocol):
    """Stores, matches and ranks. Queries that reach it have at least one word."""

    def create(self, schema_editor) -> None:
        """Make what it stores in: called by a migration, since no model describes it."""

    def drop(self, schema_editor) -> None: ...

    def store(self, documents: Sequence[Document]) -> None:
        """Add or replace."""

    def remove(self, card_ids: Iterable[int]) -> None: ...

    def clear(self) -> None: ...

    def count(self) -> int: ...

    def matching(self, query: Query) -> BaseExpression:
        """The ids of the cards found, for `pk__in`."""

    def ranked(self, cards: QuerySet[Row], query: Query) -> QuerySet[Row]:
        """Those of `cards` that are found, best first, then newest id first, each with its `relevance`."""
