"""What a knot map shows: the regions of a country, each a link with its number; or the stops of a tour and the line through them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marketplace.storefront.bazaar_tour import StopShown
from marketplace.storefront.knots import COUNTRIES, SIDE, Knots, knots

# How many shades there are for regions that have something.
SHADES = 4
# Of a label, in the units of the drawing: a letter's width, a line's height, how far it stands from its lozenge.
LETTER, LINE, AWAY = 9, 18, 11


@dataclass(frozen=True)
class Region:
    """A region to be drawn. `words`: its number with what is counted; `url` is empty where there is nothing to lead to."""

    code: str
    name: str
    count: int
    words: str
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class RegionShown:
    """`shade`: 0 without anything, else 1 to `SHADES`. `x`, `y`: where its number stands."""

    region: Region
    path: str
    x: int
    y: int
    shade: int


@dataclass(frozen=True)
class Label:
    """A place: its lozenge at `x`, `y`; its name at `text_x`, `text_y`, beginning, ending or in the middle there (`anchor`)."""

    name: str
    x: int
    y: int
    text_x: int
    text_y: int
    anchor: str
    is_now: bool


@dataclass(frozen=True)
class KnotMap:
    """`route`: through the places in order; `across`, `down`: the middle of the drawing, from which the grid over it is drawn."""

    knots: Knots
    regions: list[RegionShown]
    places: list[Label]
    route: str

    @property
    def across(self) -> int:
        return self.knots.width // 2

    @property
    def down(self) -> int:
        return self.knots.height // 2


def of_regions(country: str, regions: Iterable[Region]) -> KnotMap | None:
    """None where the country is not drawn, or none of its regions is given."""
    if country not in COUNTRIES:
        return None
    drawn = knots(country)
    given = {region.code: region for region in regions if region.code in drawn.areas}
    most = max((region.count for region in given.values()), default=0)
    if not most:
        return None
    blank = Region("", "", 0, "", "")
    shown = []
    for code, area in drawn.areas.items():
        region = given.get(code, blank)
        # Each has at least the lightest shade: few is not none.
        shade = -(-region.count * SHADES // most)
        shown.append(RegionShown(region, area.path, area.x, area.y, shade))
    return KnotMap(drawn, shown, [], "")


def of_stops(stops: Sequence[StopShown]) -> list[KnotMap]:
    """A map of each country in which some stops lie whose position is known; the others are only in the list."""
    maps = []
    for country in COUNTRIES[::-1]:
        drawn = knots(country)
        found: dict[tuple[int, int], list[StopShown]] = {}
        for each in stops:
            point = each.stop.latitude is not None and drawn.at(float(each.stop.latitude), float(each.stop.longitude))
            if point:
                # Two venues of one town are one place here.
                near = next((other for other in found if max(_apart(other, point)) < SIDE), point)
                found.setdefault(near, []).append(each)
        if found:
            land = "".join(area.path for area in drawn.areas.values())
            whole = RegionShown(Region("", "", 0, "", ""), land, 0, 0, 0)
            maps.append(KnotMap(drawn, [whole], _labels(found, drawn), _route(found)))
    return maps


def _route(found: dict[tuple[int, int], list[StopShown]]) -> str:
    points = list(found)
    return "M" + "L".join(f"{x} {y}" for x, y in points) if len(points) > 1 else ""


def _apart(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return abs(one[0] - other[0]), abs(one[1] - other[1])


def _labels(found: dict[tuple[int, int], list[StopShown]], drawn: Knots) -> list[Label]:
    """Each name where it lies on no other name or lozenge and is not cut, if there is such a side."""
    taken = [(x - SIDE, y - SIDE, x + SIDE, y + SIDE) for x, y in found]
    labels = []
    for (x, y), stops in found.items():
        name, is_now = stops[0].place.town, any(each.phase == "now" for each in stops)
        sides = _sides(x, y, len(name) * LETTER)
        own = (x - SIDE, y - SIDE, x + SIDE, y + SIDE)
        others = [box for box in taken if box != own]
        free = [side for side in sides if _is_free(side[3], others, drawn)]
        text_x, text_y, anchor, box = (free or sides)[0]
        taken.append(box)
        labels.append(Label(name, x, y, text_x, text_y, anchor, is_now))
    return labels


def _sides(x: int, y: int, width: int) -> list[tuple[int, int, str, tuple[int, int, int, int]]]:
    """(x, y, anchor, box of the words): at the right, the left, above, below."""
    half, base = LINE // 2, LINE // 3
    return [
        (x + AWAY, y + base, "start", (x + AWAY, y - half, x + AWAY + width, y + half)),
        (x - AWAY, y + base, "end", (x - AWAY - width, y - half, x - AWAY, y + half)),
        (x, y - AWAY - base // 2, "middle", (x - width // 2, y - AWAY - LINE, x + width // 2, y - AWAY)),
        (x, y + AWAY + LINE - base, "middle", (x - width // 2, y + AWAY, x + width // 2, y + AWAY + LINE)),
    ]


def _is_free(box: tuple[int, int, int, int], others: Iterable[tuple[int, int, int, int]], drawn: Knots) -> bool:
    left, top, right, bottom = box
    is_within = left >= 0 and right <= drawn.width and top >= -LINE and bottom <= drawn.height
    return is_within and not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in others
    )
