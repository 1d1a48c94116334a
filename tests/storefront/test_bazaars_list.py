"""The list of fairs: on now, coming, past; by region."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from bazaars.models import Bazaar, BazaarIndexPage
from marketplace.storefront import bazaars_list, memo
from marketplace.storefront.bazaar_dates import dates_of
from tests import factories
from tests.bazaars import fairs
from vendors.stories import stories_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def shown(client, query="", language="fr"):
    response = client.get(f"/{language}/foires/{query}")
    assert response.status_code == 200
    return response.context["fairs"], response.content.decode()


def names(tiles):
    return [tile.bazaar.name_fr for tile in tiles]


def fair(name, starts=None, ends=None, **fields):
    """`starts` and `ends` in days from today."""
    days = {key: value for key, value in (("starts", starts), ("ends", ends)) if value is not None}
    days = {key: timezone.localdate() + timedelta(days=value) for key, value in days.items()}
    bazaar = fairs.bazaar(name_fr=name, name_ar="", **days, **fields)
    fairs.stop(bazaar)
    return bazaar


def test_list_has_each_fair_where_it_belongs(client):
    fair("En cours", -1, 1)
    fair("Bientôt", 5, 6)
    fair("Plus tard", 50, 60)
    fair("Finie", -20, -10)
    fair("Brouillon", 5, 6, state=Bazaar.State.DRAFT)
    fair("Annulée", -1, 6, state=Bazaar.State.CANCELLED)
    found, html = shown(client)
    assert names(found.now) == ["En cours"]
    assert names(found.coming) == ["Annulée", "Bientôt", "Plus tard"]
    assert names(found.past) == ["Finie"]
    assert found.total == 5
    assert "Brouillon" not in html


def test_list_says_whose_fair_it_is_and_who_tells_of_it(client):
    fair("Salon", -20, -10, is_own=False, organiser="Le ministère", source="journal.example, 2026")
    _found, html = shown(client)
    assert "Le ministère" in html
    assert "journal.example, 2026" in html


@pytest.mark.parametrize(
    ("starts", "precision", "said"),
    [
        (None, "unknown", "Dates not known"),
        ("2018-12-01", "month", "In December 2018, day not known"),
        ("2027-04-01", "month", "In April 2027, day to be confirmed"),
        ("2023-01-01", "year", "In 2023, dates not known"),
        ("2027-01-01", "year", "In 2027, dates to be confirmed"),
        ("2022-12-05", "start", "From 5 December 2022"),
        ("2026-12-05", "day", "From 5 December"),
    ],
)
def test_dates_say_no_more_than_is_known(starts, precision, said):
    bazaar = fairs.bazaar(is_own=False, starts=starts and date.fromisoformat(starts), precision=precision)
    with translation.override("en"):
        assert dates_of(bazaar, "en", NOW) == said


def test_list_of_a_region_has_its_fairs_and_every_regions_number(client):
    north, south = factories.territory("MA-01"), factories.territory("MA-09")
    rabat = factories.province("MA-04-1", "MA-04")
    tour = fairs.bazaar(name_fr="Tournée")
    for place in (north, north, south):
        fairs.stop(tour, territory=place)
    fairs.stop(fairs.bazaar(name_fr="Du nord"), territory=north)
    fairs.stop(fairs.bazaar(name_fr="De Rabat"), territory=rabat)
    fairs.stop(fairs.bazaar(state=Bazaar.State.DRAFT), territory=south)
    found, _html = shown(client, "?region=MA-01")
    assert sorted(names(found.coming)) == ["Du nord", "Tournée"]
    assert {region.code: region.count for region in found.regions} == {"MA-01": 2, "MA-04": 1, "MA-09": 1}
    assert (found.chosen.code, found.chosen.url) == ("MA-01", "/fr/foires/")
    assert names(shown(client, "?region=MA-04")[0].coming) == ["De Rabat"]


def test_list_of_a_region_that_is_none_says_that_it_took_it_off(client):
    fair("Une", 5, 6)
    found, html = shown(client, "?region=MA-99")
    assert names(found.coming) == ["Une"]
    assert not found.is_whole
    assert 'class="notice"' in html


def test_past_fairs_come_in_pages(client, monkeypatch):
    monkeypatch.setattr(bazaars_list, "SIZE", 2)
    for n in range(5):
        fair(f"Finie {n}", -20 - n, -10 - n)
    fair("Bientôt", 5, 6)
    pages = [shown(client, query)[0] for query in ("", "?page=2", "?page=3")]
    assert [names(page.past) for page in pages] == [["Finie 0", "Finie 1"], ["Finie 2", "Finie 3"], ["Finie 4"]]
    assert [(page.previous_url, page.next_url) for page in pages] == [
        ("", "/fr/foires/?page=2"),
        ("/fr/foires/", "/fr/foires/?page=3"),
        ("/fr/foires/?page=2", ""),
    ]
    assert client.get("/fr/foires/?page=4").status_code == 404
    assert not shown(client, "?page=deux")[0].is_whole


def test_list_begins_with_the_curators_words_in_the_nearest_language(client):
    page = stories_in("fr", BazaarIndexPage)
    page.introduction = "De ville en ville."
    page.save()
    assert "De ville en ville." in shown(client)[1]
    found, html = shown(client, language="en")
    assert found.introduction_lang == "fr"
    assert 'lang="fr" dir="auto">De ville en ville.' in html


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_any_length_takes_the_same_statements(client, django_assert_num_queries, number):
    for _n in range(number):
        for starts in (-1, 5, -20):
            stop = fairs.stop()
            fairs.sequence(stop, timezone.localdate() + timedelta(days=starts), 3)
            Bazaar.objects.filter(pk=stop.bazaar_id).update(
                starts=timezone.localdate() + timedelta(days=starts),
                ends=timezone.localdate() + timedelta(days=starts + 2),
            )
    shown(client)
    # Coming, past (each with stops and sequences), how many past, regions and their ids, introduction.
    with django_assert_num_queries(10):
        found, _html = shown(client)
    assert [len(found.now), len(found.coming), len(found.past)] == [number] * 3


def test_menu_leads_to_fairs_while_one_is_announced(client):
    link = 'href="/fr/foires/"'
    fairs.bazaar(state=Bazaar.State.DRAFT)
    assert link not in client.get("/fr/artisans/").content.decode()
    fairs.bazaar()
    memo.forget_all()
    assert link in client.get("/fr/artisans/").content.decode()
