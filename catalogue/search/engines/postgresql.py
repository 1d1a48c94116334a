"""PostgreSQL: a table of its own with a tsvector and a GIN index.

Vectors and queries are cast from literals, which is the `simple` configuration without even its parser: no dictionary
and no rule of PostgreSQL's own ever touches a term, so it finds what SQLite finds.
"""

from collections.abc import Iterator, Sequence

from django.db import connection

from catalogue.search.analysis import MAX_TERMS, Query, Word
from catalogue.search.engines.base import Document
from catalogue.search.engines.database import TABLE, DatabaseEngine


class PostgreSQL(DatabaseEngine):
    card_id = "card_id"
    found = f"{TABLE}.words @@ %s::tsquery"
    # Weights of D, C, B and A.
    relevance = f"ts_rank('{{0, 0.1, 0.4, 1}}', {TABLE}.words, %s::tsquery)"
    relevance_takes_expression = True
    joined_id = f"{TABLE}.card_id"

    def create(self, schema_editor) -> None:
        # No foreign key: the shelf keeps both in one transaction, and a test's TRUNCATE would trip over it.
        schema_editor.execute(f"CREATE TABLE {TABLE} (card_id bigint PRIMARY KEY, words tsvector NOT NULL)")
        # Without a list of pending entries, which every search would read to its end.
        schema_editor.execute(f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words) WITH (fastupdate = off)")

    def store(self, documents: Sequence[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (card_id, words)"
                " SELECT card_id, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS given (card_id, words)"
                " ON CONFLICT (card_id) DO UPDATE SET words = excluded.words"
                f" WHERE {TABLE}.words IS DISTINCT FROM excluded.words",
                [
                    [document.card_id for document in documents],
                    [" ".join(_lexemes(document)) for document in documents],
                ],
            )

    def expression(self, query: Query) -> str:
        return " & ".join(f"({_any_of(word)})" for word in query.words)


def _lexemes(document: Document) -> Iterator[str]:
    """Each part in its own stretch of positions, so that words of one part are nearer to each other."""
    for part, (terms, weight) in enumerate(((document.title, "A"), (document.vendor, "B"), (document.rest, "C"))):
        for position, term in enumerate(terms, 1 + part * (MAX_TERMS + 100)):
            yield f"'{term}':{position}{weight}"


def _any_of(word: Word) -> str:
    return " | ".join([f"'{term}'" for term in word.terms] + [f"'{prefix}':*" for prefix in word.prefixes])
