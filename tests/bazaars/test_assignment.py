from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from bazaars import assignment, touring
from bazaars.models import Assignment, Presence
from catalogue.models import Card
from tests import factories
from tests.bazaars import fairs
from tests.together import at_once
from vendors.models import Vendor

pytestmark = pytest.mark.django_db


def days_of(vendor):
    return list(Presence.objects.filter(vendor=vendor).order_by("day").values_list("day", flat=True))


def test_assign_gives_a_stand_and_a_day_of_presence_for_each_day(curator):
    vendor, sequence = factories.vendor(), fairs.sequence(days=3)
    found = assignment.assign(sequence, vendor, stand=" B 12 ", actor=curator)
    assert (found.stand, days_of(vendor)) == ("B 12", sequence.days())
    entry = ModelLogEntry.objects.get()
    assert (entry.user, entry.data) == (curator, {"vendor": vendor.pk, "stand": "B 12"})


def test_assign_twice_changes_the_stand_of_the_one_place(curator):
    vendor, sequence = factories.vendor(), fairs.sequence()
    assignment.assign(sequence, vendor, stand="1", actor=curator)
    assignment.assign(sequence, vendor, stand="2", actor=curator)
    assert list(Assignment.objects.values_list("stand", flat=True)) == ["2"]
    assert len(days_of(vendor)) == 10


def test_assign_of_a_taken_stand_names_its_holder_and_changes_nothing(curator):
    sequence, holder, other = fairs.sequence(), factories.vendor(name_fr="Dar Fadma"), factories.vendor()
    assignment.assign(sequence, holder, stand="7", actor=curator)
    with pytest.raises(assignment.NotAllowed, match=r"7.*Dar Fadma"):
        assignment.assign(sequence, other, stand="7", actor=curator)
    assert list(Assignment.objects.values_list("vendor", flat=True)) == [holder.pk]
    assert not days_of(other)


def test_assign_without_stands_takes_any_number(curator):
    sequence = fairs.sequence()
    for _n in range(2):
        assignment.assign(sequence, factories.vendor(), actor=curator)
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(("shift", "is_free"), [(9, False), (10, True)], ids=["last day shared", "day after"])
def test_assign_in_another_town_is_refused_while_she_is_in_one(curator, shift, is_free):
    vendor, first = factories.vendor(), fairs.sequence()
    assignment.assign(first, vendor, actor=curator)
    second = fairs.sequence(fairs.stop(town_fr="Ifrane"), starts=first.starts + timedelta(days=shift))
    if is_free:
        assignment.assign(second, vendor, actor=curator)
        assert len(days_of(vendor)) == 20
        return
    with pytest.raises(assignment.NotAllowed, match="M’diq"):
        assignment.assign(second, vendor, actor=curator)
    assert len(days_of(vendor)) == 10


def test_assign_of_a_paused_vendor_is_refused(curator):
    with pytest.raises(assignment.NotAllowed):
        assignment.assign(fairs.sequence(), factories.vendor(state=Vendor.State.PAUSED), actor=curator)


def test_release_frees_her_days_and_her_stand(curator):
    vendor, sequence = factories.vendor(), fairs.sequence()
    place = assignment.assign(sequence, vendor, stand="7", actor=curator)
    assignment.release(place, actor=curator)
    assignment.release(place, actor=curator)
    assert not days_of(vendor)
    assignment.assign(sequence, factories.vendor(), stand="7", actor=curator)


def test_presence_in_two_towns_is_refused_by_the_database(curator):
    vendor = factories.vendor()
    place = fairs.exhibits(vendor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(assignment=place, vendor=vendor, day=place.sequence.starts)


@pytest.mark.django_db(transaction=True)
def test_assign_of_one_stand_to_two_vendors_at_once_gives_it_to_one():
    sequence, vendors = fairs.sequence(), [factories.vendor() for _n in range(4)]

    def take(vendor):
        try:
            assignment.assign(sequence, vendor, stand="7", actor=None)
        except assignment.NotAllowed:
            return False
        finally:
            connection.close()
        return True

    assert sorted(at_once(*[partial(take, each) for each in vendors])) == [False, False, False, True]
    assert Assignment.objects.count() == 1


def test_changes_of_days_take_the_exhibitors_along(curator):
    vendor, sequence = factories.vendor(), fairs.sequence(days=3)
    assignment.assign(sequence, vendor, actor=curator)
    bazaar = sequence.stop.bazaar
    with touring.changes(bazaar):
        sequence.starts += timedelta(days=2)
        sequence.ends += timedelta(days=2)
        sequence.save()
    bazaar.refresh_from_db()
    assert days_of(vendor) == sequence.days()
    assert (bazaar.starts, bazaar.ends, bazaar.precision) == (sequence.starts, sequence.ends, "day")


def test_changes_that_put_somebody_in_two_towns_are_undone(curator):
    vendor, first = factories.vendor(), fairs.sequence(days=3)
    second = fairs.sequence(starts=first.ends + timedelta(days=1), days=3)
    for each in (first, second):
        assignment.assign(each, vendor, actor=curator)
    with pytest.raises(assignment.NotAllowed), touring.changes(first.stop.bazaar):
        first.ends += timedelta(days=1)
        first.save()
    first.refresh_from_db()
    assert (first.ends - first.starts).days == 2
    assert len(days_of(vendor)) == 6


@pytest.mark.parametrize("number", [1, 3])
def test_changes_cost_the_same_for_one_exhibitor_and_for_three(number, curator, django_assert_num_queries):
    sequence = fairs.sequence(days=2)
    for _n in range(number):
        assignment.assign(sequence, factories.vendor(), actor=curator)
    with django_assert_num_queries(12), touring.changes(sequence.stop.bazaar):
        pass


def test_changes_of_a_fair_reach_the_cards_of_its_exhibitors(curator):
    product = factories.published()
    fairs.exhibits(product.vendor, stand="7")
    sequence = product.vendor.assignments.get().sequence
    with touring.changes(sequence.stop.bazaar):
        sequence.delete()
    assert Card.objects.get().extra.get("stand") is None
