"""Who gets into which of the staff's screens."""

import pytest
from django.urls import reverse

from tests import factories
from tests.staff import administrator, signed_in, staff
from vendors.models import Territory, Vendor, VendorEvent

pytestmark = pytest.mark.django_db

SCREENS = ["vendors:index", "vendors:add", "territories:index", "vendor_chooser:choose", "wagtailadmin_home"]


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_territories_are_not_changed_even_by_an_administrator(vendor, name, method):
    client = signed_in(administrator())
    region = Territory.objects.get(code="MA-05")
    address = reverse(f"territories:{name}", args=[] if name == "add" else [region.pk])
    assert getattr(client, method)(address, {"name_fr": "X"}).status_code in {302, 403}
    assert Territory.objects.get(pk=region.pk).name_fr == region.name_fr


def test_territories_are_to_look_at_only(admin, vendor):
    region = Territory.objects.get(code="MA-05")

    assert admin.get(reverse("territories:index"), {"q": "MA-05"}).status_code == 200
    assert admin.get(reverse("territories:add")).status_code == 302
    assert admin.post(reverse("territories:edit", args=[region.pk]), {"name_fr": "X"}).status_code == 302
    region.refresh_from_db()
    assert region.name_fr != "X"


@pytest.mark.parametrize("screen", SCREENS)
def test_vendor_never_enters_the_admin(vendor, screen):
    person = factories.member(vendor)

    response = signed_in(person).get(reverse(screen))

    assert response.status_code in {302, 403}
    assert "/account/login/" in response.get("Location", "/account/login/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("screen", ["edit", "move", "consents", "history"])
def test_vendor_reaches_no_screen_of_a_vendor(vendor, screen, method):
    args = [vendor.pk, "pause"] if screen == "move" else [vendor.pk]

    response = getattr(signed_in(factories.member(vendor)), method)(reverse(f"vendors:{screen}", args=args))

    assert response.status_code in {302, 403}
    assert not VendorEvent.objects.exists()


def test_order_desk_looks_but_may_not_change(vendor):
    client = signed_in(staff("Order desk"))

    assert client.get(reverse("vendors:index")).status_code == 200
    client.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": ""})
    client.post(f"{reverse('wagtail_bulk_action', args=['vendors', 'vendor', 'pause'])}?id={vendor.pk}", {"note": ""})

    vendor.refresh_from_db()
    assert vendor.state == Vendor.State.APPROVED


def test_story_button_of_who_may_not_write_pages_makes_none(vendor):
    response = signed_in(staff("Order desk")).post(reverse("vendors:story", args=[vendor.pk, "ar"]))

    assert response.status_code in {302, 403}
    assert not vendor.pages.exists()
