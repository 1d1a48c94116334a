"""The staff's lists, choosers, consents, stories and partners, through HTTP."""

import pytest
from django.urls import reverse

from tests import factories
from tests.staff import errors
from vendors import stories
from vendors.models import Consent, Maker, Partner, Vendor

pytestmark = pytest.mark.django_db


def test_list_finds_by_words_and_filters(admin, vendor):
    other = factories.vendor(
        name_fr="Forge du Haouz", state=Vendor.State.APPLIED, territory=factories.territory("MA-07")
    )
    listing = reverse("vendors:index")

    def names(**query):
        return {each.name_fr for each in admin.get(listing, query).context["object_list"]}

    assert names() == {vendor.name_fr, other.name_fr}
    assert names(q="azetta coop") == {vendor.name_fr}
    assert names(q="أزطا") == {vendor.name_fr}
    assert names(state="applied") == {other.name_fr}
    assert names(region=other.territory_id) == {other.name_fr}
    assert names(q="azetta forge") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_the_number(admin, count, django_assert_max_num_queries):
    for _n in range(count):
        factories.vendor(picture=factories.picture())
    admin.get(reverse("vendors:index"))

    with django_assert_max_num_queries(24):
        assert admin.get(reverse("vendors:index")).status_code == 200


def test_consents_are_given_and_withdrawn_on_their_screen(admin, curator, vendor):
    maker = factories.maker(vendor, story_fr="Elle tisse.")
    address = reverse("vendors:consents", args=[vendor.pk])
    said = {"maker": maker.pk, "subject": "story", "on": "2025-03-08", "note": "Signed"}

    assert admin.get(address).status_code == 200
    admin.post(address, said | {"action": "give"})
    assert Maker.objects.get().shown_story_in("fr")[0] == "Elle tisse."

    admin.post(address, said | {"action": "withdraw", "on": "2025-04-01"})
    assert Maker.objects.get().shown_story_in("fr")[0] == ""
    assert Consent.objects.get().recorded_by == curator


def test_consent_of_another_vendors_maker_is_not_reached(admin, vendor):
    stranger = factories.maker(factories.vendor())

    admin.post(
        reverse("vendors:consents", args=[vendor.pk]),
        {"maker": stranger.pk, "subject": "story", "on": "2025-03-08", "action": "give"},
    )

    assert not Consent.objects.exists()


def test_story_button_opens_a_draft_that_the_public_does_not_see(admin, vendor):
    response = admin.post(reverse("vendors:story", args=[vendor.pk, "ar"]))

    page = vendor.pages.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.language, page.live) == ("ar", False)
    assert admin.get(response["Location"]).status_code == 200
    assert stories.live_story(vendor, "ar") is None


def test_partners_are_written_in_the_admin(admin):
    names = {"name_fr": "Réseau", "name_ar": "", "name_en": ""}
    sentences = {"sentence_fr": "", "sentence_ar": "", "sentence_en": ""}
    given = names | sentences | {"code": "reseau", "kind": "network", "country": "", "website": ""}

    response = admin.post(reverse("wagtailsnippets_vendors_partner:add"), given)

    assert response.status_code == 302, errors(response)
    assert Partner.objects.get().name_fr == "Réseau"
    assert admin.get(reverse("wagtailsnippets_vendors_partner:list")).status_code == 200


def test_choosers_search_by_words(admin, vendor):
    factories.vendor(name_fr="Forge")

    html = admin.get(reverse("vendor_chooser:choose_results"), {"q": "azetta"}).content.decode()
    assert "Coopérative Azetta" in html
    assert "Forge" not in html
    assert admin.get(reverse("vendor_chooser:choose")).status_code == 200
    assert admin.get(reverse("territory_chooser:choose"), {"q": "MA-05"}).status_code == 200
