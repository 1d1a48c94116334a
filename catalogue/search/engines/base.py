"""What an engine is. It knows terms and card ids; never a word as somebody wrote it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection

from catalogue.search.analysis import Query

TABLE = "catalogue_search"


@dataclass(frozen=True)
class Document:
    """The terms of one card: of its titles, of who made it and where, and of all the rest. They weigh in this order."""

    card_id: int
    title: Sequence[str]
    vendor: Sequence[str]
    rest: Sequence[str]


class Engine(ABC):
    """Its table is no model: a migration makes it through `create`, the shelf fills it, cards are joined to it."""

    # How its table is asked, in SQL: its column of ids, that column as a join to cards needs it, the condition (its one
    # parameter is the query's expression) and the relevance (higher is better; some take that parameter too).
    card_id: ClassVar[str]
    joined_id: ClassVar[str]
    found: ClassVar[str]
    relevance: ClassVar[str]
    relevance_takes_expression: ClassVar[bool]

    @abstractmethod
    def create(self, schema_editor) -> None: ...

    @abstractmethod
    def store(self, documents: Sequence[Document]) -> None:
        """Add or replace."""

    @abstractmethod
    def expression(self, query: Query) -> str:
        """The query in the engine's own language. Terms are letters and digits, so quoting them is enough."""

    def drop(self, schema_editor) -> None:
        schema_editor.execute(f"DROP TABLE {TABLE}")

    def remove(self, card_ids: Iterable[int]) -> None:
        if gone := [[card_id] for card_id in card_ids]:
            with connection.cursor() as cursor:
                cursor.executemany(f"DELETE FROM {TABLE} WHERE {self.card_id} = %s", gone)

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")
            return cursor.fetchone()[0]
