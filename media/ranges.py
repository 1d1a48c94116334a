"""A part of a file, as a request's `Range` asks for it (RFC 9110, 14). Pure."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=(\d*)-(\d*)")
# More would keep a thread of the server busy for as long as a slow phone takes to fetch it.
MOST = 256 * 1024


@dataclass(frozen=True)
class Part:
    """From `first` to `last`, both of them included."""

    first: int
    last: int

    @property
    def length(self):
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """The file has nothing there: 416."""


def asked(header: str, size: int) -> Part | None:
    """The part that is sent for this header, at most MOST of it; None for the whole file.

    Several parts, other units and nonsense are ignored, as the standard allows.
    """
    match = _ONE.fullmatch(header.strip())
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return None
        if start >= size:
            raise Unsatisfiable
    return Part(start, min(end, start + MOST - 1))
