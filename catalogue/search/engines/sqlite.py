"""SQLite: a plain FTS5 table (one without content cannot delete before SQLite 3.43, and Debian 12 has 3.40)."""

from collections.abc import Sequence

from django.db import connection

from catalogue.search.analysis import Query, Word
from catalogue.search.engines.base import Document
from catalogue.search.engines.database import TABLE, DatabaseEngine


class SQLite(DatabaseEngine):
    card_id = "rowid"
    found = f"{TABLE} MATCH %s"
    relevance = f"-bm25({TABLE}, 10.0, 4.0, 1.0)"
    relevance_takes_expression = False
    # The plus keeps the planner from matching again for each card: the matches come first, and cards are looked up.
    joined_id = f"+{TABLE}.rowid"

    def create(self, schema_editor) -> None:
        # No tokenizer splits on spaces alone; with these categories this one does, for all the analysis lets through.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (title, vendor, rest,"
            " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'\")",
            params=None,
        )

    def store(self, documents: Sequence[Document]) -> None:
        rows = [
            (document.card_id, " ".join(document.title), " ".join(document.vendor), " ".join(document.rest))
            for document in documents
        ]
        with connection.cursor() as cursor:
            # Most changes are of a price or a stock: rewriting the same words would cost each of them a millisecond.
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, title, vendor, rest) SELECT %s, %s, %s, %s WHERE NOT EXISTS"
                f" (SELECT 1 FROM {TABLE} WHERE rowid = %s AND title = %s AND vendor = %s AND rest = %s)",
                [row * 2 for row in rows],
            )

    def expression(self, query: Query) -> str:
        return " AND ".join(f"({_any_of(word)})" for word in query.words)


def _any_of(word: Word) -> str:
    return " OR ".join([f'"{term}"' for term in word.terms] + [f'"{prefix}"*' for prefix in word.prefixes])
