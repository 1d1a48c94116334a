"""What the engines of the two databases share: one table that no model describes, joined to the cards."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import connection
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

from catalogue.search.analysis import Query
from catalogue.search.engines.base import Document, Row

TABLE = "catalogue_search"


class DatabaseEngine(ABC):
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
    def store(self, documents: Sequence[Document]) -> None: ...

    @abstractmethod
    def expression(self, query: Query) -> str:
        """The query in the database's own language. Terms are letters and digits, so quoting them is enough."""

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

    def matching(self, query: Query) -> RawSQL:
        sql = f"SELECT {self.card_id} FROM {TABLE} WHERE {self.found}"
        return RawSQL(sql, (self.expression(query),), BigIntegerField())

    def ranked(self, cards: QuerySet[Row], query: Query) -> QuerySet[Row]:
        expression = self.expression(query)
        quote, meta = connection.ops.quote_name, cards.model._meta
        pk = f"{quote(meta.db_table)}.{quote(str(meta.pk.column))}"
        # `extra` is the one way to join a table that is no model; a subquery would match anew for each card on SQLite.
        found = cards.extra(
            select={"relevance": self.relevance},
            select_params=[expression] if self.relevance_takes_expression else [],
            tables=[TABLE],
            where=[self.found, f"{pk} = {self.joined_id}"],
            params=[expression],
        )
        return found.order_by("-relevance", "-pk")
