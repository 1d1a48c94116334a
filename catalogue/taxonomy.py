"""Filling the taxonomy from `catalogue/data/taxonomy/`: crafts, their categories, materials, techniques, labels.

Loading again adds what is new and touches nothing that is there: the centre's staff may have found better words.
"""

import csv
from pathlib import Path

from django.db import transaction

from catalogue.models import Category, Label, Material, Technique

FILES = Path(__file__).parent / "data" / "taxonomy"
NAMES = ("name_fr", "name_ar", "name_en")


@transaction.atomic
def load() -> int:
    """Returns how many nouns were added."""
    return (
        _add(Material, [_named(Material, row) for row in _read("materials")])
        + _add(Technique, [_named(Technique, row) for row in _read("techniques")])
        + _add(Label, [_label(row) for row in _read("labels")])
        + _load_categories(list(_read("categories")))
    )


def _load_categories(rows):
    # Steps of ten, so that staff can put one between two.
    places = {row["code"]: position * 10 for position, row in enumerate(rows)}
    crafts = _add(Category, [_category(row, places, None) for row in rows if not row["craft"]])
    parents = Category.objects.crafts().in_bulk(field_name="code")
    return crafts + _add(Category, [_category(row, places, parents[row["craft"]]) for row in rows if row["craft"]])


def _category(row, places, parent):
    facts = {key: row[key] for key in ("icon", "dye", "regime")}
    return _named(Category, row, parent=parent, position=places[row["code"]], **facts)


def _label(row):
    return _named(Label, row, icon=row["icon"], needs_certificate=row["needs_certificate"] == "1")


def _named(model, row, **fields):
    return model(code=row["code"], **{name: row[name] for name in NAMES}, **fields)


def _add(model, nouns):
    known = set(model.objects.values_list("code", flat=True))
    return len(model.objects.bulk_create([noun for noun in nouns if noun.code not in known]))


def _read(name):
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
