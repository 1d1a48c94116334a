"""The fairs of the home page: the strip, and the call for exhibitors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bazaars.models import Bazaar
from marketplace.storefront.home_fairs import fairs as on_home
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db


def fair(name, starts, *, sequences=1, days=10, **fields):
    """One whose sequences follow each other; `starts` in days from today."""
    first = timezone.localdate() + timedelta(days=starts)
    known = {"starts": first, "ends": first + timedelta(days=sequences * days - 1)}
    stop = fairs.stop(fairs.bazaar(name_fr=name, **known, **fields), town_fr=f"Ville de {name}")
    for n in range(sequences):
        fairs.sequence(stop, first + timedelta(days=n * days), days)
    return stop.bazaar


def shown(language="fr"):
    return on_home(language, timezone.now())


def test_strip_is_of_the_fair_that_is_on_and_says_where_and_until_when(client):
    fair("Bientôt", 40)
    fair("Finie", -30, days=5)
    running = fair("Maintenant", -12, sequences=3)
    strip, _call = shown()
    assert (strip.name, strip.is_now, strip.town) == ("Maintenant", True, "Ville de Maintenant")
    assert (strip.number, strip.of) == (2, 3)
    assert [stop.place.town for stop in strip.stops] == ["Ville de Maintenant", "Ville de Bientôt"]
    html = client.get("/en/").content.decode()
    assert "Sequence 2 of 3" in html
    assert f'href="{running.address_in("en")}' in html


def test_strip_is_of_the_next_fair_when_none_is_on():
    fair("Plus tard", 90)
    fair("Bientôt", 40)
    strip, _call = shown()
    assert (strip.name, strip.is_now, strip.town, strip.until) == ("Bientôt", False, "", "")
    assert [stop.place.town for stop in strip.stops] == ["Ville de Bientôt", "Ville de Plus tard"]


def test_strip_of_a_fair_without_known_days_says_so():
    Bazaar.objects.filter(pk=fairs.bazaar(name_fr="Un jour").pk).update(precision="day")
    strip, _call = shown()
    assert (strip.name, strip.is_now, strip.stops) == ("Un jour", False, [])
    assert strip.dates


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"state": "cancelled"}, {"is_own": False}], ids=["draft", "cancelled", "of others"]
)
def test_fairs_that_are_not_announced_or_not_the_centres_have_no_strip(client, fields):
    fair("Autre", 5, **fields)
    assert shown() == (None, None)
    assert "fair-strip" not in client.get("/fr/").content.decode()


def test_nothing_is_said_of_fairs_when_there_is_none(client):
    html = client.get("/fr/").content.decode()
    assert "fair-strip" not in html
    assert "is looking for exhibitors" not in html
    assert "/fr/artisans/" in html


@pytest.mark.parametrize(("opens", "closes", "calls"), [(-5, 5, True), (0, 0, True), (1, 9, False), (-9, -1, False)])
def test_call_is_shown_on_its_days_alone(client, opens, closes, calls):
    today = timezone.localdate()
    fair("Le bazar", 60, call_opens=today + timedelta(days=opens), call_closes=today + timedelta(days=closes))
    _strip, call = shown()
    assert bool(call) == calls
    html = client.get("/en/").content.decode()
    assert ("Ville de Le bazar is looking for exhibitors" in html) == calls
    assert ("#call" in html) == calls


@pytest.mark.parametrize(("number", "statements"), [(0, 1), (1, 3), (3, 3)])
def test_fairs_of_any_number_take_the_same_statements(number, statements, django_assert_num_queries):
    for n in range(number):
        fair(f"N{n}", n - 1, sequences=2)
    with django_assert_num_queries(statements):
        shown()
