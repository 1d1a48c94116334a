from io import StringIO

import pytest
from django.core.management import call_command

from catalogue.models import Card
from tests import factories
from vendors import territories
from vendors.models import Territory

pytestmark = pytest.mark.django_db
Level = Territory.Level


def within(code, level):
    return Territory.objects.within(code).filter(level=level).count()


def test_load_without_communes_gives_regions_and_provinces():
    territories.load(communes=False)

    assert within("MA", Level.REGION) == 12
    assert within("MA", Level.PROVINCE) == 75
    assert within("MA", Level.COMMUNE) == 0
    assert within("BJ", Level.REGION) == 12
    assert {"ML", "SN"} <= set(Territory.objects.filter(level=Level.COUNTRY).values_list("code", flat=True))


def test_load_with_communes_puts_each_below_its_province():
    call_command("load_territories", stdout=StringIO())

    communes = Territory.objects.filter(level=Level.COMMUNE).select_related("parent__parent__parent")
    assert communes.count() > 1450
    for commune in communes:
        province = commune.parent
        region = province.parent
        assert commune.ancestor_ids() == [region.parent_id, region.pk, province.pk, commune.pk]


def test_load_again_keeps_ids_codes_and_slugs_and_mends_names():
    territories.load(communes=False)
    before = set(Territory.objects.values_list("pk", "code", "slug", "path"))
    Territory.objects.filter(code="MA-09").update(name_fr="Sous-Masa")

    territories.load(communes=False)

    assert set(Territory.objects.values_list("pk", "code", "slug", "path")) == before
    assert Territory.objects.get(code="MA-09").name_fr == "Souss-Massa"


def test_load_that_mends_a_name_reaches_the_cards():
    territories.load(communes=False)
    region = Territory.objects.filter(code="MA-09")
    region.update(name_fr="Sous-Masa")
    piece = factories.published(vendor=factories.vendor(territory=region.get()))
    assert Card.objects.get(product=piece).words["fr"]["town"] == "Sous-Masa"

    territories.load(communes=False)

    assert Card.objects.get(product=piece).words["fr"]["town"] == "Souss-Massa"


def test_load_names_every_territory_in_french_and_arabic():
    territories.load(communes=True)

    assert not Territory.objects.filter(name_fr="").exists()
    assert not Territory.objects.filter(name_ar="").exists()


def test_load_gives_regions_iso_codes():
    territories.load(communes=False)

    assert [f"MA-{n:02}" for n in range(1, 13)] == sorted(
        Territory.objects.regions().filter(code__startswith="MA").values_list("code", flat=True)
    )


def test_load_costs_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        territories.load(communes=True)
