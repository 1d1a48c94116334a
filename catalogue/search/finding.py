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
    """The ids of the cards found, as a subquery: `Card.objects.filter(pk__in=matching(query))`."""
    engine = engine_for()
    if not query:
        return RawSQL(f"SELECT {engine.card_id} FROM {TABLE} WHERE 1 = 0", (), BigIntegerField())
    sql = f"SELECT {engine.card_id} FROM {TABLE} WHERE {engine.found}"
    return RawSQL(sql, (engine.expression(query),), BigIntegerField())


def ranked(cards: QuerySet[Row], query: Query) -> QuerySet[Row]:
    """Those of `cards` that are found, best first (then newest id first), each with its `relevance`."""
    if not query:
        return cards.none()
    engine = engine_for()
    expression = engine.expression(query)
    quote, meta = connection.ops.quote_name, cards.model._meta
    pk = f"{quote(meta.db_table)}.{quote(str(meta.pk.column))}"
    # `extra` is the one way to join a table that is no model; a subquery would match anew for each card on SQLite.
    found = cards.extra(
        select={"relevance": engine.relevance},
        select_params=[expression] if engine.relevance_takes_expression else [],
        tables=[TABLE],
        where=[engine.found, f"{pk} = {engine.joined_id}"],
        params=[expression],
    )
    return found.order_by("-relevance", "-pk")
