"""Countries as squares: what is drawn, what leads where, where names stand."""

import json
import re
from itertools import pairwise, product
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from marketplace.storefront import knot_map, knots
from marketplace.storefront.bazaar_tour import line
from marketplace.storefront.knot_map import Region, of_regions, of_stops
from tests import factories
from tests.bazaars import fairs
from vendors import territories

RUN = re.compile(r"M(\d+) (\d+)h(\d+)")
TOWNS = {
    "M’diq": ("35.6857", "-5.3253"),
    "Oujda": ("34.6814", "-1.9086"),
    "Laâyoune": ("27.1536", "-13.2033"),
    "Dakhla": ("23.7148", "-15.9370"),
}


def squares(path):
    """(column, row) of each square that the line covers."""
    return [
        (x // knots.SIDE + n, y // knots.SIDE)
        for x, y, length in (map(int, run) for run in RUN.findall(path))
        for n in range(length // knots.SIDE)
    ]


@pytest.mark.parametrize(("country", "number", "regions"), [("MA", 418, 12), ("BJ", 236, 12)])
def test_country_is_drawn_once_each_square_in_one_of_its_regions(country, number, regions):
    drawn = knots.knots(country)
    found = [square for area in drawn.areas.values() for square in squares(area.path)]
    assert len(found) == len(set(found)) == number
    assert set(found) == drawn.land
    assert len(drawn.areas) == regions
    assert all(area.squares for area in drawn.areas.values())
    assert (drawn.width, drawn.height) >= (max(x for x, _y in found) * 10, max(y for _x, y in found) * 10)


@pytest.mark.parametrize("country", knots.COUNTRIES)
def test_regions_of_a_map_are_the_territories_of_its_country(country):
    known = {row["code"] for row in territories._read(territories.FILES / f"{country}.csv") if row["level"] == 1}
    assert set(knots.knots(country).areas) == known


@pytest.mark.parametrize("country", knots.COUNTRIES)
def test_map_says_whose_outlines_it_has(country):
    told = json.loads((Path(knots.FILES) / f"{country}.json").read_text())
    assert all(told[name] for name in ("source", "licence", "credit", "credit_url"))


@pytest.mark.parametrize(
    ("position", "region"),
    [
        ((35.57, -5.36), "MA-01"),
        ((30.42, -9.20), "MA-09"),
        ((33.82, -6.07), "MA-04"),
        ((23.72, -15.40), "MA-12"),
        ((34.26, -4.00), "MA-03"),
    ],
)
def test_place_is_drawn_in_its_region(position, region):
    drawn = knots.knots("MA")
    x, y = drawn.at(*position)
    assert (x // knots.SIDE, y // knots.SIDE) in squares(drawn.areas[region].path)


@pytest.mark.parametrize("position", [(14.69, -17.44), (6.37, 2.43), (48.86, 2.35), (28.1, -15.4)])
def test_place_of_another_country_is_not_drawn(position):
    assert knots.knots("MA").at(*position) is None


def region(code, count, **fields):
    return Region(code, f"Région {code}", count, f"{count} pièces", f"/fr/regions/{code}/", **fields)


def test_regions_are_shaded_by_their_number_and_none_that_has_some_is_blank():
    drawn = of_regions("MA", [region("MA-01", 1), region("MA-03", 40), region("MA-09", 20), region("MA-12", 0)])
    shades = {each.region.code: each.shade for each in drawn.regions if each.region.code}
    assert shades == {"MA-01": 1, "MA-03": 4, "MA-09": 2, "MA-12": 0}
    assert len(drawn.regions) == 12


@pytest.mark.parametrize(("country", "count"), [("ML", 3), ("MA", 0)])
def test_country_without_outlines_or_numbers_has_no_map(country, count):
    assert of_regions(country, [region(f"{country}-01", count)]) is None


@pytest.fixture
def tour(db):
    """Stops by their day; the last one's position is not known."""
    bazaar = fairs.bazaar()
    for n, (town, (latitude, longitude)) in enumerate(TOWNS.items()):
        stop = fairs.stop(bazaar, town_fr=town, latitude=latitude, longitude=longitude)
        fairs.sequence(stop, timezone.localdate() + timezone.timedelta(days=20 * n), 3)
    fairs.sequence(fairs.stop(bazaar, town_fr="Quelque part"), timezone.localdate() + timezone.timedelta(days=99))
    return bazaar


def test_tour_is_a_line_through_its_stops_in_order_of_days(tour):
    (drawn,) = of_stops(line([tour], tour, "fr", timezone.now()))
    assert [place.name for place in drawn.places] == list(TOWNS)
    assert drawn.route == "M" + "L".join(f"{place.x} {place.y}" for place in drawn.places)
    assert [place.is_now for place in drawn.places] == [True, False, False, False]


def test_names_of_a_tour_lie_on_no_other_name_and_no_lozenge(tour):
    fairs.sequence(
        fairs.stop(tour, town_fr="Tétouan", latitude="35.5700", longitude="-5.9000"), fairs.day("2028-01-01")
    )
    (drawn,) = of_stops(line([tour], tour, "fr", timezone.now()))
    boxes = [_box(place) for place in drawn.places]
    lozenges = [(place.x - 9, place.y - 9, place.x + 9, place.y + 9) for place in drawn.places]
    assert not [pair for pair in pairwise(sorted(boxes)) if _over(*pair)]
    apart = [(a, b) for (m, a), (n, b) in product(enumerate(boxes), enumerate(lozenges)) if m != n]
    assert not [pair for pair in apart if _over(*pair)]


def _box(place):
    width = len(place.name) * knot_map.LETTER
    left = {"start": place.text_x, "end": place.text_x - width, "middle": place.text_x - width // 2}[place.anchor]
    return left, place.text_y - 12, left + width, place.text_y + 2


def _over(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_tour_through_two_countries_has_two_maps(tour):
    fairs.sequence(fairs.stop(tour, town_fr="Cotonou", latitude="6.3654", longitude="2.4183"), fairs.day("2028-01-01"))
    home, benin = of_stops(line([tour], tour, "fr", timezone.now()))
    assert (home.knots.country, benin.knots.country) == ("MA", "BJ")
    assert [place.name for place in benin.places] == ["Cotonou"]
    assert benin.route == ""


def test_two_venues_of_one_town_are_one_lozenge(db):
    bazaar = fairs.bazaar()
    for longitude in ("-7.5898", "-7.6200"):
        fairs.sequence(fairs.stop(bazaar, town_fr="Casablanca", latitude="33.5731", longitude=longitude))
    (drawn,) = of_stops(line([bazaar], bazaar, "fr", timezone.now()))
    assert len(drawn.places) == 1


def test_tour_page_draws_its_map_and_says_whose_it_is(client, tour):
    html = client.get(f"/fr/foires/{tour.pk}-x/itineraire/", follow=True).content.decode()
    assert html.count('class="knot-map__place') == len(TOWNS)
    assert "© OpenStreetMap contributors" in html
    assert "style=" not in html
    assert "Quelque part" in html


def test_tour_without_positions_has_a_list_alone(client, db):
    bazaar = fairs.sequence().stop.bazaar
    assert "knot-map" not in client.get(f"/fr/foires/{bazaar.pk}-x/itineraire/", follow=True).content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_list_of_fairs_leads_from_each_region_of_its_map_to_its_fairs(client, db, language):
    for code in ("MA-01", "MA-09"):
        fairs.stop(territory=factories.territory(code))
    html = client.get(f"/{language}/foires/?region=MA-09").content.decode()
    links = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"( aria-current="true")?><title>', html)
    with override(language):
        assert [(url, bool(chosen)) for url, _name, chosen in links] == [
            (f"/{language}/foires/?region=MA-01", False),
            (f"/{language}/foires/", True),
        ]
    assert all(re.search(r"\d|معرض", name) for _url, name, _chosen in links)
    # The twin: the same links as a list.
    assert all(html.count(f'href="{url}"') >= 2 for url, _name, _chosen in links)
