"""What the demo is made from: the files of `marketplace/demo/data/`, read and nothing more."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.locale.words import set_french

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "ar", "en")


@dataclass(frozen=True)
class Piece:
    """One photographed piece: its picture's facts, and what its recipe says of its kind."""

    name: str
    facts: dict
    kind: dict
    category: str
    words: dict

    @property
    def craft(self):
        return self.facts["craft"]

    @property
    def picture(self):
        return DATA / "pictures" / f"{self.name}.webp"

    @property
    def detail(self):
        """The same piece from near, where there is such a picture."""
        path = DATA / "pictures" / f"{self.name}-detail.webp"
        return path if path.exists() else None


@cache
def pieces():
    """All 360, in an order that mixes the crafts, so that any first part of them is a shop."""
    kinds, categories = table("pieces", "recipe"), table("recipes", "recipe")
    words = {}
    for path in sorted((DATA / "texts" / "products").glob("*.json")):
        words |= json.loads(path.read_text(encoding="utf-8"))
    found = []
    for path in sorted((DATA / "pictures").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        recipe = facts["recipe"]
        found.append(Piece(path.stem, facts, kinds[recipe], categories[recipe]["category"], words[path.stem]))
    places = {}
    for piece in found:
        places.setdefault(piece.craft, []).append(piece.name)
    return sorted(found, key=lambda piece: (_turn(piece, places), piece.craft))


def _turn(piece, places):
    names = places[piece.craft]
    # One of each craft, then the next of each; steps of 7 through a craft, so that neighbours differ in recipe.
    return (names.index(piece.name) * 7) % len(names) if len(names) % 7 else names.index(piece.name)


@cache
def vendors():
    return [_typeset(vendor) for vendor in _json("vendors.json")]


@cache
def partners():
    return [_typeset(partner) for partner in _json("partners.json")]


@cache
def home():
    return _json("home.json")


@cache
def voices():
    """Their words, and the story that is told with them."""
    return _typeset(_json("voices.json"))


def voice(name):
    return (DATA / "voices" / f"{name}.webm").read_bytes()


@cache
def table(name, key):
    """A CSV file as {its key column: row}."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


def codes(name, word):
    """What the taxonomy calls `word` of a picture's facts."""
    return table(name, "word")[word]["codes"].split()


def text(folder, name, language):
    return (DATA / "texts" / folder / f"{name}.{language}.md").read_text(encoding="utf-8")


def cover(name):
    """(the path of a wide picture, its facts)."""
    folder = DATA / "covers"
    return folder / f"{name}.webp", json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _json(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _typeset(value, is_french=False):
    """Every French text set as it is printed."""
    if isinstance(value, list):
        return [_typeset(each, is_french) for each in value]
    if isinstance(value, dict):
        return {key: _typeset(each, is_french or key == "fr") for key, each in value.items()}
    return set_french(value) if is_french and isinstance(value, str) else value


@cache
def fairs():
    """Fairs that took place, or that their organisers announced."""
    return list(table("fairs", "code").values())
