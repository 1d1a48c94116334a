"""Who sells which piece: a vendor of its craft in its town, else of its region, else of its country."""

from collections import Counter

from marketplace.demo import source


def sellers(pieces):
    """{name of a piece: id of its vendor}. Among vendors as near, the one with the fewest pieces so far."""
    load, chosen = Counter(), {}
    for piece in pieces:
        nearest = max(source.vendors(), key=lambda vendor: (_nearness(vendor, piece), -load[vendor["id"]]))
        load[nearest["id"]] += 1
        chosen[piece.name] = nearest["id"]
    return _with_none_idle(chosen, pieces, load)


def _nearness(vendor, piece):
    """Place counts more than whether the craft is her first or one beside it; another craft, or country, is the last resort."""
    town, region = piece.facts["town"], region_of(piece.facts["town"])
    has_craft = piece.craft == vendor["craft"] or piece.craft in vendor["also"]
    place = (
        3 if vendor["town"] == town
        else 2 if region_of(vendor["town"]) == region
        else 1 if region_of(vendor["town"])[:2] == region[:2]
        else 0
    )  # fmt: skip
    return has_craft, place, piece.craft == vendor["craft"]


def _with_none_idle(chosen, pieces, load):
    """A vendor who got nothing takes two of her craft and region from those who have most; without such pieces she opens soon."""
    for vendor in source.vendors():
        if load[vendor["id"]]:
            continue
        takeable = [piece for piece in pieces if _nearness(vendor, piece) >= (True, 2) and load[chosen[piece.name]] > 2]
        for piece in sorted(
            takeable, key=lambda piece: (_nearness(vendor, piece), load[chosen[piece.name]]), reverse=True
        )[:2]:
            load[chosen[piece.name]] -= 1
            chosen[piece.name] = vendor["id"]
            load[vendor["id"]] += 1
    return chosen


def region_of(town):
    """`MA-08`; of a country without regions in its code, `BJ-ZO`."""
    return source.table("towns", "town")[town]["territory"].split(".")[0]
