"""SQLite: a plain FTS5 table (one without content cannot delete before SQLite 3.43, and Debian 12 has 3.40)."""

from collections.abc import Sequence

from django.db import connection

from catalogue.search.analysis import Query, Word
from catalogue.search.engines.base import TABLE, Document, Engine


class SQLite(Engine):
    card_id = "rowid"
    found = f"{TABLE} MATCH %s"
    relevance = f"-bm25({TABLE}, 10.0, 4.0, 1.0)"
    relevance_takes_expression = False
    # The plus keeps the planner from matching again for each card: the matches come first, and cards are looked up.
    joined_id = f"+{TABLE}.rowid"

    def create(self, schema_editor) -> None:
        # There is no tokenizer that splits on spaces alone; with these categories, this one does for what the analysis lets through.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (title, vendor, rest, prefix='2 3',"
            " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'\")",
            params=None,
        )

    def store(self, documents: Sequence[Document]) -> None:
        wanted = {
            document.card_id: (" ".join(document.title), " ".join(document.vendor), " ".join(document.rest))
            for document in documents
        }
        with connection.cursor() as cursor:
            # Most changes are of a price or a stock: rewriting the same words would cost each of them a millisecond.
            marks = ", ".join(["%s"] * len(wanted))
            cursor.execute(f"SELECT rowid, title, vendor, rest FROM {TABLE} WHERE rowid IN ({marks})", [*wanted])
            stored = {card_id: tuple(columns) for card_id, *columns in cursor.fetchall()}
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, title, vendor, rest) VALUES (%s, %s, %s, %s)",
                [[card_id, *columns] for card_id, columns in wanted.items() if stored.get(card_id) != columns],
            )

    def expression(self, query: Query) -> str:
        return " AND ".join(f"({_any_of(word)})" for word in query.words)


def _any_of(word: Word) -> str:
    return " OR ".join([f'"{term}"' for term in word.terms] + [f'"{prefix}"*' for prefix in word.prefixes])
