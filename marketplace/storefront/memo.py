"""What hardly ever changes and every page needs, read once a process and kept for a few seconds.

Only for words of the frame (crafts, regions, labels, legal facts), never for goods: a price or a stock is read anew
for each page.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

SECONDS = 10

T = TypeVar("T")
_all: list["Memo"] = []


class Memo(Generic[T]):
    """A function without arguments, called again only when its last answer is `SECONDS` old. Two threads may read it
    twice: harmless.
    """

    def __init__(self, read: Callable[[], T]):
        self._read = read
        self.forget()
        _all.append(self)

    def __call__(self) -> T:
        if time.monotonic() >= self._until:
            self._value = self._read()
            self._until = time.monotonic() + SECONDS
        return self._value

    def forget(self) -> None:
        self._until = float("-inf")


def forget_all() -> None:
    for memo in _all:
        memo.forget()
