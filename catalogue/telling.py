"""News of products is remembered in the transaction that makes it, as one task; the worker then writes the messages (`letters`)."""

from catalogue import tasks
from catalogue.models import ProductEvent

TOLD = frozenset({ProductEvent.Kind.PUBLISHED, ProductEvent.Kind.REFUSED})


def happened(event: ProductEvent) -> None:
    if event.kind in TOLD:
        tasks.tell.enqueue(event.pk)
