"""Reading: what lists compose with their filters."""

from typing import TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Model, QuerySet
from django.db.models.expressions import RawSQL

from catalogue.search.analysis import Query
from catalogue.search.engines import engine_for
from catalogue.search.engines.base import TABLE

Row = TypeVar("Row", bound=Model)


def matching(query: Query) -> RawSQL:
    """The ids of the cards found, as a subquery: `Card.objects.filter(pk__in=matching(query))`, `CardFacet…filter(card__in=…)`."""
    engine = engine_for()
    if not query:
        return RawSQL(f"SELECT {engine.card_id} FROM {TABLE} WHERE 1 = 0", (), BigIntegerField())
    sql = f"SELECT {engine.card_id} FROM {TABLE} WHERE {engine.found}"
    return RawSQL(sql, (engine.expression(query),), BigIntegerField())


def ranked(cards: QuerySet[Row], query: Query) -> QuerySet[Row]:
    """Those of `cards` that are found, best first, each with its `relevance`; the newest id first where it is the same."""
    if not query:
        return cards.none()
    engine, expression = engine_for(), engine_for().expression(query)
    meta, quote = cards.model._meta, connection.ops.quote_name
    pk = f"{quote(meta.db_table)}.{quote(meta.pk.column)}"
    # `extra` is the one way to join a table that is no model: a subquery per card would match anew for each of them on SQLite.
    found = cards.extra(
        select={"relevance": engine.relevance},
        select_params=[expression] if engine.relevance_takes_expression else [],
        tables=[TABLE],
        where=[engine.found, f"{pk} = {engine.joined_id}"],
        params=[expression],
    )
    return found.order_by("-relevance", "-pk")
