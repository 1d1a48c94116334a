"""Where a page of a sorted list begins: after, or before, one card. In addresses it is opaque."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

# In microseconds the year 8307: well within what a date can hold, in any time zone.
LARGEST = 2 * 10**17


@dataclass(frozen=True)
class Cursor:
    """`key` is what the list is sorted by, as a whole number (microseconds, or minor units); `sort` names the order it
    belongs to.
    """

    sort: str
    key: int
    pk: int
    is_back: bool = False

    def __str__(self):
        text = f"{self.sort}.{self.key}.{self.pk}.{int(self.is_back)}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Raises ValueError on anything that `str` did not write."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", text):
            raise ValueError("not a cursor")
        words = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").split(".")
        sort, key, pk, back = words
        cursor = cls(sort, int(key), int(pk), back == "1")
        if not (0 <= cursor.key < LARGEST and 0 < cursor.pk < LARGEST and str(cursor) == text):
            raise ValueError("not a cursor")
        return cursor
