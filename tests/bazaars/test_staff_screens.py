"""Fairs in the staff's admin: the fair, its stops, and who exhibits."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from bazaars.models import Assignment, Bazaar, BazaarPage, Opening, Sequence, Stop
from catalogue.models import Card
from tests import factories
from tests.bazaars import fairs
from tests.sayings import said, text
from tests.staff import errors, signed_in, staff

pytestmark = pytest.mark.django_db

EXHIBITORS, EDIT, LISTS = 11, 17, {"bazaars": 11, "stops": 11}
OTHERS = ["Moderator", "Order desk", "Finance"]


def fair(**changes):
    names = {f"{stem}_{code}": "" for stem in ("name", "theme") for code in ("fr", "ar", "en")}
    rest = ("edition", "starts", "ends", "exhibitor_count", "area_m2", "organiser", "source", "picture")
    call = ("call_opens", "call_closes", "call_phone", "call_email")
    given = names | dict.fromkeys((*rest, *call), "")
    given |= {"code": "bazar-1", "name_fr": "Bazar", "state": "announced", "dye": "sky", "precision": "day"}
    return given | {"is_own": "on", "is_free": "on"} | changes


def stop(of, sequences=(), openings=(), known=0, known_openings=0, **changes):
    given = {"bazaar": of.pk, "territory": factories.territory().pk, "town_fr": "M’diq", "town_ar": "المضيق"}
    given |= dict.fromkeys(("venue_fr", "venue_ar", "address", "latitude", "longitude"), "")
    given |= {"time_zone": "Africa/Casablanca", **changes}
    given["sequences"] = inline_formset(sequences, initial=known)
    given["openings"] = inline_formset(openings, initial=known_openings)
    return nested_form_data(given)


def days(number, starts, ends, **more):
    return {"number": number, "starts": starts, "ends": ends, **more}


def test_fair_is_made_by_its_form(admin):
    response = admin.post(reverse("bazaars:add"), fair(edition="12", call_opens="2026-01-01", call_closes="2026-02-01"))
    assert response.status_code == 302, errors(response)
    bazaar = Bazaar.objects.get()
    assert (bazaar.code, bazaar.edition, bazaar.state, bazaar.is_own) == ("bazar-1", 12, "announced", True)
    assert admin.get(reverse("bazaars:edit", args=[bazaar.pk])).status_code == 200


def test_fair_that_cannot_be_is_told_why_and_not_made(admin):
    response = admin.post(reverse("bazaars:add"), fair(name_fr="", call_opens="2026-01-01"))
    assert set(errors(response)[0]) == {"name_fr", "call_closes"}
    assert not Bazaar.objects.exists()


def test_stop_is_added_with_its_sequences_and_hours_and_the_fair_has_their_days(admin):
    bazaar = fairs.bazaar()
    address = f"{reverse('stops:add')}?bazaar={bazaar.pk}"
    assert admin.get(address).context["form"].initial["bazaar"] == bazaar.pk
    sequences = [days(1, "2026-11-21", "2026-11-30"), days(2, "2026-12-01", "2026-12-10")]
    every_day = {"weekday": "", "day": "", "opens": "10:00", "closes": "21:00"}
    closed = {"weekday": "", "day": "2026-11-29", "opens": "", "closes": ""}
    response = admin.post(address, stop(bazaar, sequences, [every_day, closed]))
    assert response.status_code == 302, errors(response)
    bazaar.refresh_from_db()
    assert (bazaar.starts, bazaar.ends) == (date(2026, 11, 21), date(2026, 12, 10))
    assert Stop.objects.get().hours_on(date(2026, 11, 22)) == ((time(10), time(21)),)
    assert Stop.objects.get().hours_on(date(2026, 11, 29)) == ()
    page = admin.get(reverse("stops:edit", args=[Stop.objects.get().pk])).content.decode()
    for sequence in Sequence.objects.all():
        assert reverse("stops:exhibitors", args=[sequence.pk]) in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"sequences": [days(1, "2026-11-21", "2026-11-30"), days(2, "2026-11-30", "2026-12-10")]},
            "Two sequences of a stop cannot run on the same day.",
        ),
        ({"sequences": [days(1, "2026-11-21", "2026-11-20")]}, "The last day is before the first."),
        ({"latitude": "35.6"}, "A position has a latitude and a longitude."),
        ({"time_zone": "Africa/Mdiq"}, "This is no time zone: write it like Africa/Casablanca."),
        (
            {"openings": [{"weekday": "", "day": "", "opens": "21:00", "closes": "10:00"}]},
            "Write from when to when; nothing in both means closed.",
        ),
    ],
)
def test_stop_that_cannot_be_is_told_why_and_not_made(admin, changes, sentence):
    response = admin.post(reverse("stops:add"), stop(fairs.bazaar(), **changes))
    assert response.status_code == 200
    assert said(sentence) in text(response)
    assert not Stop.objects.exists()


def test_sequence_moved_takes_its_exhibitors_and_their_cards_along(admin):
    product = factories.published()
    place = fairs.exhibits(product.vendor, stand="7")
    sequence, bazaar = place.sequence, place.sequence.stop.bazaar
    later = [day + timedelta(days=20) for day in (sequence.starts, sequence.ends)]
    row = days(1, *map(str, later), id=sequence.pk)
    response = admin.post(reverse("stops:edit", args=[sequence.stop_id]), stop(bazaar, [row], known=1))
    assert response.status_code == 302, errors(response)
    assert place.presences.earliest("day").day == later[0]
    assert "stand" not in Card.objects.get().extra


def test_sequence_moved_onto_days_that_an_exhibitor_spends_elsewhere_is_told_and_stays(admin):
    vendor = factories.vendor(name_fr="Dar Fadma")
    first = fairs.exhibits(vendor, at=fairs.sequence(days=3)).sequence
    ifrane = fairs.stop(town_fr="Ifrane")
    fairs.exhibits(vendor, at=fairs.sequence(ifrane, first.ends + timedelta(days=1), 3))
    row = days(1, str(first.starts), str(first.ends + timedelta(days=1)), id=first.pk)
    response = admin.post(reverse("stops:edit", args=[first.stop_id]), stop(first.stop.bazaar, [row], known=1))
    assert "Dar Fadma" in str(errors(response)[0]["__all__"])
    assert "Ifrane" in str(errors(response)[0]["__all__"])
    assert Sequence.objects.get(pk=first.pk).ends == first.ends


def test_exhibitor_is_put_on_the_list_and_taken_off(admin, curator):
    vendor, sequence = factories.vendor(), fairs.sequence()
    address = reverse("stops:exhibitors", args=[sequence.pk])
    response = admin.post(address, {"vendor": vendor.pk, "stand": "A7"}, follow=True)
    assert said("%(vendor)s is on the list.", vendor=vendor.name) in text(response)
    place = Assignment.objects.get()
    assert (place.vendor, place.stand) == (vendor, "A7")
    response = admin.post(address, {"release": place.pk}, follow=True)
    assert said("%(vendor)s is taken off the list.", vendor=vendor.name) in text(response)
    assert not Assignment.objects.exists()
    assert admin.post(address, {"release": place.pk}).status_code == 302
    assert admin.post(address, {"release": "x"}).status_code == 302


def test_exhibitor_on_a_stand_of_another_is_told_whose_it_is(admin):
    sequence = fairs.exhibits(factories.vendor(name_fr="Dar Fadma"), stand="7").sequence
    response = admin.post(
        reverse("stops:exhibitors", args=[sequence.pk]), {"vendor": factories.vendor().pk, "stand": "7"}
    )
    assert said("Stand %(n)s is %(vendor)s's.", n=7, vendor="Dar Fadma") in text(response)
    assert Assignment.objects.count() == 1


def test_exhibitor_of_another_sequence_is_not_taken_off_here(admin):
    place = fairs.exhibits(factories.vendor())
    admin.post(reverse("stops:exhibitors", args=[fairs.sequence().pk]), {"release": place.pk})
    assert Assignment.objects.get() == place


def test_exhibitors_of_no_sequence_are_not_found(admin):
    assert admin.get(reverse("stops:exhibitors", args=[404]), follow=True).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_exhibitors_of_any_number_take_the_same_statements(admin, number, django_assert_num_queries):
    sequence = fairs.sequence()
    for _n in range(number):
        fairs.exhibits(factories.vendor(), at=sequence)
    address = reverse("stops:exhibitors", args=[sequence.pk])
    admin.get(address)
    with django_assert_num_queries(EXHIBITORS):
        assert len(admin.get(address).context["assignments"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_any_length_take_the_same_statements(admin, number, django_assert_num_queries):
    for _n in range(number):
        at = fairs.stop()
        fairs.sequence(at)
        Opening.objects.create(stop=at, opens=time(10), closes=time(21))
    for name, statements in LISTS.items():
        address = reverse(f"{name}:index")
        admin.get(address)
        with django_assert_num_queries(statements):
            assert len(admin.get(address).context["object_list"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_fairs_own_screen_takes_the_same_statements_whatever_its_stops(admin, number, django_assert_num_queries):
    bazaar = fairs.bazaar()
    for _n in range(number):
        fairs.sequence(fairs.stop(bazaar))
    address = reverse("bazaars:edit", args=[bazaar.pk])
    admin.get(address)
    with django_assert_num_queries(EDIT):
        assert len(admin.get(address).context["stops"]) == number


def test_list_finds_a_fair_by_its_town(admin):
    fairs.stop(town_fr="Oujda")
    fairs.stop(town_fr="Ifrane")
    found = admin.get(reverse("bazaars:index"), {"q": "oujda"}).context["object_list"]
    assert [each.stops.get().town_fr for each in found] == ["Oujda"]


def test_story_button_opens_a_draft_whose_preview_is_the_story_alone(admin):
    bazaar = fairs.bazaar()
    response = admin.post(reverse("bazaars:story", args=[bazaar.pk, "fr"]))
    page = BazaarPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.language, page.live, page.bazaar) == ("fr", False, bazaar)
    assert admin.get(response["Location"]).status_code == 200
    assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


def test_fair_with_stops_is_not_deleted_by_mistake(admin):
    bazaar = fairs.stop().bazaar
    fairs.exhibits(factories.vendor(), at=fairs.sequence(bazaar.stops.get()))
    admin.post(reverse("bazaars:delete", args=[bazaar.pk]))
    assert Bazaar.objects.filter(pk=bazaar.pk).exists()


@pytest.mark.parametrize("group", OTHERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_fairs_are_not_for_other_staff_to_change(group, method):
    sequence = fairs.exhibits(factories.vendor()).sequence
    client = signed_in(staff(group))
    for name, args in (
        ("bazaars:add", []),
        ("bazaars:edit", [sequence.stop.bazaar_id]),
        ("stops:edit", [sequence.stop_id]),
        ("stops:exhibitors", [sequence.pk]),
    ):
        response = getattr(client, method)(reverse(name, args=args), {"release": Assignment.objects.get().pk})
        assert response.status_code in {302, 403}, name
    assert Assignment.objects.exists()


def test_stop_deleted_takes_the_stands_off_the_cards(admin):
    product = factories.published()
    place = fairs.exhibits(product.vendor, stand="7")
    response = admin.post(reverse("stops:delete", args=[place.sequence.stop_id]))
    assert response.status_code == 302
    assert not Assignment.objects.exists()
    assert "stand" not in Card.objects.get().extra
