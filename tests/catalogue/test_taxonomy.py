import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogue import taxonomy
from catalogue.models import Category, Label, Material, Technique
from vendors.models import Vendor

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).parents[2] / "marketplace" / "demo" / "data"
DYES = {
    "metal": "indigo",
    "zellige": "indigo",
    "carpets": "madder",
    "leather": "saffron",
    "jewellery": "mint",
    "care": "fir",
    "wood": "henna",
    "pantry": "olive",
    "clothing": "rose",
    "pottery": "straw",
    "textile": "vermilion",
    "basketry": "sky",
}


def read(name):
    with (DEMO / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def codes(model):
    return set(model.objects.values_list("code", flat=True))


def test_load_gives_the_twelve_crafts_their_dyes_and_categories():
    call_command("load_taxonomy", stdout=StringIO())

    assert dict(Category.objects.crafts().values_list("code", "dye")) == DYES
    children = Category.objects.exclude(parent=None).select_related("parent")
    assert children.count() >= 45
    assert {child.parent.code for child in children} == set(DYES)
    assert all(child.shown_dye == DYES[child.parent.code] for child in children)


def test_crafts_are_those_a_vendor_can_have():
    taxonomy.load()

    assert set(Vendor.Craft.values) == set(Category.objects.crafts().values_list("code", flat=True))


def test_load_names_everything_in_three_languages():
    taxonomy.load()

    for model in (Category, Material, Technique, Label):
        assert not [noun.code for noun in model.objects.all() if not all(noun.names.values())]


def test_load_again_adds_nothing_and_keeps_the_staffs_words():
    taxonomy.load()
    Category.objects.filter(code="honey").update(name_fr="Miels de montagne")

    assert taxonomy.load() == 0
    assert Category.objects.get(code="honey").name_fr == "Miels de montagne"


def test_load_demands_a_certificate_for_organic_and_geographical_indication():
    taxonomy.load()

    assert {"organic", "gi"} <= set(Label.objects.filter(needs_certificate=True).values_list("code", flat=True))
    assert {"women", "unique", "fair_trade"} <= set(
        Label.objects.filter(needs_certificate=False).values_list("code", flat=True)
    )


def test_load_gives_food_and_cosmetics_their_regime():
    taxonomy.load()

    assert set(Category.objects.filter(parent__code="pantry").values_list("regime", flat=True)) == {"food"}
    assert Category.objects.get(code="argan-care").regime == "cosmetic"


@pytest.mark.parametrize(
    ("file", "model"), [("materials.csv", Material), ("techniques.csv", Technique), ("recipes.csv", Category)]
)
def test_demo_words_are_all_in_the_taxonomy(file, model):
    taxonomy.load()

    rows = read(file)
    assert len(rows) > 100
    assert {code for _word, given in rows for code in given.split()} <= codes(model)
