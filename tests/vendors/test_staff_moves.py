"""What the staff decide about one vendor or many, and who did."""

import pytest
from django.urls import reverse

from tests import factories
from tests.sayings import said, text
from vendors.models import Vendor, VendorEvent

pytestmark = pytest.mark.django_db


def test_move_changes_the_state_and_stays_with_the_vendor(admin, curator, vendor):
    response = admin.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": "On her wish"})

    assert response["Location"] == reverse("vendors:edit", args=[vendor.pk])
    vendor.refresh_from_db()
    assert vendor.state == Vendor.State.PAUSED
    event = VendorEvent.objects.get()
    assert (event.kind, event.actor, event.note) == ("paused", curator, "On her wish")


def test_move_that_the_state_forbids_is_answered_with_a_sentence(admin, vendor):
    response = admin.post(reverse("vendors:move", args=[vendor.pk, "approve"]), follow=True)

    sentence = "This vendor is “%(state)s” by now, so that cannot be done. Look again."
    assert said(sentence, state=said("approved")) in text(response)


def test_edit_screen_offers_only_the_moves_that_make_sense(admin, vendor):
    response = admin.get(reverse("vendors:edit", args=[vendor.pk]))

    assert [each["move"].name for each in response.context["moves"]] == ["pause", "close"]


def test_approving_many_moves_those_it_can_and_counts_the_others(admin):
    applied = [factories.vendor(state=Vendor.State.APPLIED) for _n in range(2)]
    closed = factories.vendor(state=Vendor.State.CLOSED)
    address = reverse("wagtail_bulk_action", args=["vendors", "vendor", "approve"])
    query = "&".join(f"id={each.pk}" for each in [*applied, closed])

    asked = admin.get(f"{address}?{query}&next=/admin/vendors/")
    response = admin.post(f"{address}?{query}&next=/admin/vendors/", {"note": ""}, follow=True)

    assert asked.status_code == 200
    states = list(Vendor.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["approved", "approved", "closed"]
    assert said("%(n)s was left as it is.", "%(n)s were left as they are.", 1, n=1) in text(response)


@pytest.mark.parametrize("ids", ["id=all", "id=abc", "id=999999", ""])
def test_approving_nonsense_or_everything_moves_nobody(admin, ids):
    waiting = factories.vendor(state=Vendor.State.APPLIED)

    admin.post(f"{reverse('wagtail_bulk_action', args=['vendors', 'vendor', 'approve'])}?{ids}", {"note": ""})

    waiting.refresh_from_db()
    assert waiting.state == Vendor.State.APPLIED


def test_history_shows_who_decided_what(admin, curator, vendor):
    admin.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": "On her wish"})

    html = admin.get(reverse("vendors:history", args=[vendor.pk])).content.decode()

    assert "On her wish" in html
    assert curator.name in html
