"""One at a time: on this machine, across threads and processes, by file locks, which the kernel frees if a holder dies; between
machines, which share no disk but the database, by PostgreSQL's."""

import fcntl
import zlib
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# Of the two numbers that a lock of PostgreSQL may be named by, the first says that it is one of these.
PICTURES = 0x70696374


@contextmanager
def only_one(name):
    """Wait for the lock `name`, then hold it."""
    folder = settings.VAR_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def decoding():
    """A photograph of 48 megapixels takes up to 400 MB while it is decoded: a small machine has no room for two."""
    return only_one("decoding")


@contextmanager
def of(hash_):
    """Held while the files named `hash_` appear or disappear together with the rows that use them. Not in a transaction."""
    with only_one(f"picture-{hash_[:2]}"), _between_machines(number_of(hash_)):
        yield


def number_of(hash_):
    """As large as PostgreSQL's numbers may be. Stray files are not always named by a hash."""
    return zlib.crc32(hash_[:2].encode()) >> 1


@contextmanager
def _between_machines(number):
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [PICTURES, number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [PICTURES, number])
