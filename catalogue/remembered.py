"""What the centre has laid down and every page asks for: read once a process, and anew when the shelf's version moves."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection

from catalogue import shelf

T = TypeVar("T")


class Remembered(Generic[T]):
    """A function without arguments. Whoever changes what it reads bumps the shelf's version (`shelf.bump`)."""

    def __init__(self, read: Callable[[], T]):
        self._read = read
        self._known: tuple[int, T] | None = None

    def __call__(self, version: int | None = None) -> T:
        """One cheap statement while the version stands still; none for who has read it."""
        version = shelf.version() if version is None else version
        if self._known and self._known[0] == version:
            return self._known[1]
        value = self._read()
        # Within a transaction, the version and the rows may be its own: rolled back, another would get the same number.
        if not connection.in_atomic_block:
            self._known = version, value
        return value

    def forget(self, **kwargs: object) -> None:
        """After `migrate`, whose signal the tests' flush sends too: it sets the shelf's version back."""
        self._known = None
