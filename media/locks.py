"""One at a time on this machine, across threads and processes: a file under `var/` that the kernel unlocks when its holder dies."""

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
    """A photograph of 48 megapixels takes up to 500 MB while it is decoded: two at once would be too much for a small machine."""
    return only_one("decoding")


def of(hash_):
    """Held while the files named `hash_` appear or disappear together with the rows that use them."""
    return only_one(f"picture-{hash_[:2]}")
