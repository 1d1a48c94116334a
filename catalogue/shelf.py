"""The shelf: one read model for lists, search, facets and cards.

`shelve(product_ids)` is called by every verb and staff form that changes something a visitor sees, and writes in the same transaction.
`with changes():` is the outermost block of such a change: what is shelved inside it is written once, at its end, and its last two
statements bump the shelf's version and stamp it on the cards touched. A page is cached under the version read *before* rendering.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from catalogue import search
from catalogue.cards import cards_for
from catalogue.models import Card, CardFacet, Product

Values = Callable[[list[int]], Mapping[int, Any]]
Facets = Callable[[Any], Iterable[str]]

_contributions: dict[str, tuple[Values, Facets | None]] = {}
_pending: ContextVar[set[int] | None] = ContextVar("pending", default=None)

BATCH = 500


def contribute(key: str, values: Values, facets: Facets | None = None) -> None:
    """Register what an upper package shows on cards: called in its `AppConfig.ready`; lands in `Card.extra[key]`. `facets` makes of
    such a value what the card can be found by."""
    _contributions[key] = (values, facets)


def contributors() -> list[str]:
    return sorted(_contributions)


def version() -> int:
    """The shelf's version, by one raw read: cheap enough for every cached page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM catalogue_shelfversion WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


@contextmanager
def changes() -> Iterator[set[int]]:
    """One visible change, in one transaction. Inside another `changes()` it only joins it."""
    if (joined := _pending.get()) is not None:
        yield joined
        return
    pending: set[int] = set()
    token = _pending.set(pending)
    try:
        with transaction.atomic():
            yield pending
            touched = [pk for batch in _batches(sorted(pending)) for pk in _write(batch)]
            if touched:
                _stamp(touched)
    finally:
        _pending.reset(token)


def shelve(product_ids: Iterable[int]) -> None:
    """Bring the cards of these products up to date; one that is not for sale any more becomes a tombstone."""
    with changes() as pending:
        pending.update(product_ids)


def _batches(product_ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(product_ids), BATCH):
        yield product_ids[start : start + BATCH]


def _write(product_ids: list[int]) -> list[int]:
    """Rewrite the cards of those that are, or were, for sale; returns which these are."""
    # Two sales of the last pieces of two variants must not each still see the other's: they queue on the product's row.
    product_ids = list(
        Product.objects.select_for_update(of=("self",))
        .filter(Q(pk__in=product_ids), Q(state=Product.State.PUBLISHED) | Q(pk__in=Card.objects.values("pk")))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not product_ids:
        return []
    contributed = {key: values(product_ids) for key, (values, _facets) in _contributions.items()}
    shelved = cards_for(product_ids)
    for entry in shelved:
        entry.card.extra = {key: found[entry.card.pk] for key, found in contributed.items() if entry.card.pk in found}
        entry.facets.extend(_contributed_facets(entry.card.extra))
    CardFacet.objects.filter(card__in=product_ids).delete()
    gone = set(product_ids) - {entry.card.pk for entry in shelved}
    Card.objects.filter(pk__in=gone).update(is_withdrawn=True)
    Card.objects.bulk_create(
        [entry.card for entry in shelved],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=[field.attname for field in Card._meta.concrete_fields if not field.primary_key],
    )
    CardFacet.objects.bulk_create(
        CardFacet(value=value, card_id=entry.card.pk) for entry in shelved for value in entry.facets
    )
    search.remove(gone)
    search.index([entry.row for entry in shelved])
    return product_ids


def _contributed_facets(extra: Mapping[str, Any]) -> Iterator[str]:
    for key, value in extra.items():
        if facets := _contributions[key][1]:
            yield from facets(value)


def bump() -> int:
    """Of a visible change that is on no card, in its transaction: what was made under the version before is old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_shelfversion (id, value) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET value = catalogue_shelfversion.value + 1 RETURNING value"
        )
        return cursor.fetchone()[0]


def _stamp(product_ids: list[int]) -> None:
    value = bump()
    for batch in _batches(product_ids):
        Card.objects.filter(pk__in=batch).update(version=value)
