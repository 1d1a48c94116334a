"""What follows when tariffs or usual weights are written: every process reads them anew, and pages that name them are made again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from catalogue import shelf


@contextmanager
def change() -> Iterator[None]:
    """Around whatever writes or deletes them: one transaction."""
    with transaction.atomic():
        yield
        shelf.bump()
