"""The demo's fairs: those that were told of, and two that never were."""

import csv
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from bazaars.models import Assignment, Bazaar, Presence, Sequence
from catalogue.models import Card, CardFacet
from marketplace.demo import fairs, source
from tests.third_party import SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_demo_runs_a_fair_on_the_day_it_is_made():
    today = timezone.localdate()
    running = [each for each in Sequence.objects.filter(stop__bazaar__code=fairs.RUNNING) if each.runs_on(today)]
    assert [(each.stop.town_fr, each.number) for each in running] == [("M’diq", 1)]
    shown = CardFacet.objects.filter(value="fair:now").values_list("card__vendor_id", flat=True)
    exhibitors = running[0].assignments.values_list("vendor", flat=True)
    assert set(shown) >= set(exhibitors) > set()


def test_demo_card_of_an_exhibitor_has_her_stand():
    place = Assignment.objects.filter(sequence__stop__bazaar__code=fairs.RUNNING, sequence__number=1).first()
    card = Card.objects.shown().filter(vendor_id=place.vendor_id).first()
    assert card.extra["stand"] == {"bazaar": place.sequence.stop.bazaar_id, "stand": place.stand}


def test_demo_calls_for_exhibitors_today():
    today = timezone.localdate()
    assert [each.code for each in Bazaar.objects.all() if each.calls_on(today)] == [fairs.CALLING]
    assert not [each for each in Bazaar.objects.all() if each.calls_on(today + timedelta(days=40))]


def test_demo_tour_follows_its_days():
    days = [(each.starts, each.ends) for each in Sequence.objects.filter(stop__bazaar__code=fairs.RUNNING)]
    assert len(days) == 5
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in pairwise(days))
    assert not [each for each, number in Counter(Presence.objects.values_list("vendor", "day")).items() if number > 1]


def test_demo_fairs_told_of_are_those_of_the_source_and_invent_no_day():
    if not (SHARED / "fairs_ma.tsv").exists():
        pytest.skip("the shared data is not here")
    with (SHARED / "fairs_ma.tsv").open(encoding="utf-8", newline="") as lines:
        told = {row["id"]: row for row in csv.DictReader(lines, delimiter="\t")}
    ours = {row["code"]: row for row in source.fairs() if row["own"] == "0"}
    assert set(ours) == set(told)
    for code, row in told.items():
        bazaar = Bazaar.objects.get(code=code)
        assert not bazaar.is_own
        assert bazaar.source == row["source"]
        if bazaar.precision == Bazaar.Precision.DAY:
            assert (bazaar.starts.isoformat(), bazaar.ends.isoformat()) == (row["start"], row["end"])
        elif bazaar.precision == Bazaar.Precision.UNKNOWN:
            assert bazaar.starts is None
        else:
            assert bazaar.starts.isoformat().startswith(row["start"])
            assert bazaar.ends is None
