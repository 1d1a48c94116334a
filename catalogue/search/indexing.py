"""Writing: from a card's words to its document in the engine. The shelf alone calls these, inside its transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from catalogue.search.analysis import analyse
from catalogue.search.engines import engine_for
from catalogue.search.engines.base import Document

BATCH = 500


@dataclass(frozen=True)
class SearchRow:
    """What is said of one card, in all languages at once: its titles, who made it and where, and all the rest."""

    card_id: int
    title: str
    vendor: str
    rest: str


def index(rows: Iterable[SearchRow]) -> None:
    """Add these cards, or replace what stood there for them."""
    documents = (Document(row.card_id, analyse(row.title), analyse(row.vendor), analyse(row.rest)) for row in rows)
    while batch := list(islice(documents, BATCH)):
        engine_for().store(batch)


def remove(card_ids: Iterable[int]) -> None:
    engine_for().remove(card_ids)


def clear() -> None:
    """Forget all: for the test flush, which does not know the engine's table, and for a rebuild."""
    engine_for().clear()


def count() -> int:
    return engine_for().count()
