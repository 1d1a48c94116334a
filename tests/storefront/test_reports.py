"""The word that something is wrong with a product."""

import pytest

from catalogue.models import Report
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counts_in_memory(settings):
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    from django.core.cache import cache

    cache.clear()


def send(client, product, **fields):
    return client.post(f"/en/produits/{product.pk}/report/", {"reason": "copy", **fields})


def test_report_sent_is_kept_and_thanked(client):
    product = factories.published()
    response = send(client, product, words="Seen in a shop", contact="me@example.org")
    assert response.status_code == 302
    assert b"Thank you" in client.get(response["Location"]).content
    report = Report.objects.get()
    assert (report.product, report.reason, report.words) == (product, "copy", "Seen in a shop")
    assert report.contact == "me@example.org"


def test_report_without_a_reason_is_refused_with_words(client):
    response = send(client, factories.published(), reason="")
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Report.objects.exists()


def test_report_of_what_is_not_shown_is_not_found(client):
    assert send(client, factories.product()).status_code == 404


def test_report_too_often_is_refused(client):
    product = factories.published()
    statuses = [send(client, product).status_code for _each in range(6)]
    assert statuses == [302] * 5 + [429]
    assert Report.objects.count() == 5
    assert (
        client.post(f"/en/produits/{product.pk}/report/", {"reason": "copy"}, REMOTE_ADDR="10.1.2.3").status_code == 302
    )


def test_report_without_the_form_s_token_is_refused():
    from django.test import Client

    product = factories.published()
    assert send(Client(enforce_csrf_checks=True), product).status_code == 403
