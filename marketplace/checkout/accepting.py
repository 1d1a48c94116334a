"""The conditions of sale as they were accepted: each text is kept once, and a process knows those that it has met."""

import hashlib

from django.db import connection

from marketplace.orders.models import Conditions

# By digest. They are never changed nor deleted, and keep their id.
_ids: dict[str, int] = {}


def conditions_id(language: str, body: str) -> int:
    digest = hashlib.sha256(f"{language}\n{body}".encode()).hexdigest()
    if digest in _ids:
        return _ids[digest]
    found, _made = Conditions.objects.get_or_create(digest=digest, defaults={"language": language, "body": body})
    # Within a transaction the row may be its own: rolled back, it never was.
    if not connection.in_atomic_block:
        _ids[digest] = found.pk
    return found.pk


def forget(**kwargs: object) -> None:
    """After `migrate`, whose signal the tests' flush sends too: it empties the table."""
    _ids.clear()
