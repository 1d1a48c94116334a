"""Countries as squares, each in its region: the geometry of the knot maps, from `data/knots/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILES = Path(__file__).parent / "data" / "knots"
COUNTRIES = tuple(sorted(path.stem for path in FILES.glob("*.json")))
# Of a square, in the drawing's units; whole numbers only, or a decimal comma would spoil it in French.
SIDE = 10
# How many squares off the land a place may lie: outlines are coarse, and harbours are on their edge.
NEAR = 1.6


@dataclass(frozen=True)
class Area:
    """A region. `path`: its squares, a line for each row of them; `x`, `y`: the middle of the square nearest to its own middle."""

    path: str
    x: int
    y: int
    squares: int


@dataclass(frozen=True)
class Knots:
    """`areas` by the region's code."""

    country: str
    credit: str
    credit_url: str
    width: int
    height: int
    areas: dict[str, Area]
    north: float
    west: float
    tall: float
    wide: float
    land: frozenset[tuple[int, int]]

    def at(self, latitude: float, longitude: float) -> tuple[int, int] | None:
        """Where a place is drawn; None when it is not in this country."""
        column, row = (longitude - self.west) / self.wide, (self.north - latitude) / self.tall
        nearest = min((column - x - 0.5) ** 2 + (row - y - 0.5) ** 2 for x, y in self.land)
        return (round(column * SIDE), round(row * SIDE)) if nearest <= NEAR**2 else None


@lru_cache
def knots(country: str) -> Knots:
    drawn = json.loads((FILES / f"{country}.json").read_text(encoding="utf-8"))
    rows = drawn["rows"]
    return Knots(
        country=country,
        credit=drawn["credit"],
        credit_url=drawn["credit_url"],
        width=len(rows[0]) * SIDE,
        height=len(rows) * SIDE,
        areas={code: _area(rows, letter) for letter, code in drawn["regions"].items()},
        land=frozenset((x, y) for y, row in enumerate(rows) for x, letter in enumerate(row) if letter != "."),
        **{name: drawn[name] for name in ("north", "west", "tall", "wide")},
    )


def _area(rows: list[str], letter: str) -> Area:
    squares = [(x, y) for y, row in enumerate(rows) for x, each in enumerate(row) if each == letter]
    path = "".join(f"M{x * SIDE} {y * SIDE + SIDE // 2}h{length * SIDE}" for x, y, length in _runs(rows, letter))
    middle_x, middle_y = (sum(each) / len(squares) for each in zip(*squares, strict=True))
    x, y = min(squares, key=lambda square: (square[0] - middle_x) ** 2 + (square[1] - middle_y) ** 2)
    return Area(path, x * SIDE + SIDE // 2, y * SIDE + SIDE // 2, len(squares))


def _runs(rows: list[str], letter: str) -> Iterator[tuple[int, int, int]]:
    """(column, row, length) of each run of squares of one region."""
    for y, row in enumerate(rows):
        start = None
        for x, each in enumerate([*row, "."]):
            if each == letter and start is None:
                start = x
            elif each != letter and start is not None:
                yield start, y, x - start
                start = None
