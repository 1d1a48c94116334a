"""What hardly ever changes and every page needs, read once a process and kept for a few seconds; for a page that a cache
will keep, it is read anew as soon as the shelf's version has moved.

Only for words of the frame (crafts, regions, labels, legal facts), never for goods: a price or a stock is read anew
for each page.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from marketplace.storefront.page_cache import version_read

SECONDS = 10

T = TypeVar("T")
_all: list["Memo"] = []


class Memo(Generic[T]):
    """A function without arguments, called again only when its last answer is `SECONDS` old, or older than the page that
    is being made. Two threads may read it twice: harmless.
    """

    def __init__(self, read: Callable[[], T]):
        self._read = read
        self.forget()
        _all.append(self)

    def __call__(self) -> T:
        wanted = version_read() or 0
        if time.monotonic() >= self._until or wanted > self._version:
            self._value = self._read()
            self._version = wanted
            self._until = time.monotonic() + SECONDS
        return self._value

    def anew(self) -> T:
        """For what is told to be true of the shelf's version, and not kept by the page cache."""
        return self._read()

    def forget(self) -> None:
        self._until, self._version = float("-inf"), 0


def forget_all() -> None:
    for memo in _all:
        memo.forget()
