"""A maker's emblem: knots in rings around a lozenge, grown from her name. Faces are never invented."""

from functools import lru_cache
from hashlib import sha256

# Knots from the middle to an edge; the whole is its mirror image, twice.
REACH = 6


@lru_cache(maxsize=1024)
def emblem_path(name: str) -> str:
    """The `d` of an SVG path on a grid of 12 by 12: the same for the same name."""
    bits = int.from_bytes(sha256(name.encode()).digest(), "big")
    rings = [bits >> place & 1 for place in range(2 * REACH - 1)]
    # Two rings that always differ: an emblem is never empty, nor full.
    rings[1], rings[2] = 1, 0
    path = ""
    for y in range(2 * REACH):
        row = [_is_knot(x, y, rings, bits) for x in range(2 * REACH)]
        path += "".join(f"M{start} {y}h{length}v1h-{length}z" for start, length in _runs(row))
    return path


def _is_knot(x: int, y: int, rings: list[int], bits: int) -> bool:
    across, down = (abs(2 * place - 2 * REACH + 1) // 2 for place in (x, y))
    is_speck = bits >> (16 + across * REACH + down) & 1 and bits >> (60 + down * REACH + across) & 1
    return bool(rings[across + down]) != bool(is_speck and across + down > 2)


def _runs(row: list[bool]):
    """(start, length) of each run of knots."""
    start = None
    for place, is_knot in enumerate([*row, False]):
        if is_knot and start is None:
            start = place
        elif not is_knot and start is not None:
            yield start, place - start
            start = None
