"""One at a time on this machine, across threads and processes: file locks, which the kernel frees if a holder dies."""

import fcntl
from contextlib import contextmanager

from django.conf import settings


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


def of(hash_):
    """Held while the files named `hash_` appear or disappear together with the rows that use them."""
    return only_one(f"picture-{hash_[:2]}")
