"""Reading: what lists compose with their filters. A query without a word finds nothing."""

from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import BaseExpression, RawSQL

from catalogue.search.analysis import Query
from catalogue.search.engines import engine_for
from catalogue.search.engines.base import Row

# A subquery like the others, not an empty list: lists build their SQL around it.
NOTHING = RawSQL("SELECT 0 WHERE 1 = 0", (), BigIntegerField())


def matching(query: Query) -> BaseExpression:
    """The ids of the cards found, as a subquery: `Card.objects.filter(pk__in=matching(query))`."""
    return engine_for().matching(query) if query else NOTHING


def ranked(cards: QuerySet[Row], query: Query) -> QuerySet[Row]:
    """Those of `cards` that are found, best first (then newest id first), each with its `relevance`."""
    return engine_for().ranked(cards, query) if query else cards.none()
