"""The data of one purchase, by its link alone: a code is asked for, and sent to whoever made it."""

import json
import re

import pytest
from django.core.cache import cache

from marketplace.messaging import outbox
from marketplace.orders.references import token_of
from marketplace.storefront.tracking_addresses import tracking_path
from tests import buying
from tests.orders.test_fulfilment import moved
from tests.promises import broken
from tests.sifting import tables_with

pytestmark = pytest.mark.django_db
SECRETS = ("Salma", "612345678", "rue des Consuls")


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def order():
    return moved(buying.order(), "accept", "send", "deliver")


def path(order):
    return tracking_path(order.purchase, "en", "purchase_data")


def sent(client, order):
    client.post(path(order) + "code/")
    return re.search(r"\b\d{6}\b", outbox.newest(1)[0]["body"]).group()


def test_purchase_page_leads_to_its_data(client, order):
    assert f'href="{path(order)}"' in client.get(tracking_path(order.purchase, "en")).content.decode()
    assert client.get(path(order)).status_code == 200


def test_data_of_a_purchase_is_told_by_a_code(client, order):
    code = sent(client, order)
    assert not any(secret in client.get(path(order)).content.decode() for secret in SECRETS)
    told = json.loads(client.post(path(order), {"code": code, "wish": "tell"}).content)
    assert told["contact"]["name"] == "Salma Idrissi"
    # It was used up.
    assert client.post(path(order), {"code": code, "wish": "forget"}).status_code == 200
    order.purchase.refresh_from_db()
    assert order.purchase.name == "Salma Idrissi"


def test_purchase_without_an_account_is_forgotten_by_a_code(client, order):
    response = client.post(path(order), {"code": sent(client, order), "wish": "forget"}, follow=True)
    assert "We have forgotten who made this purchase." in response.content.decode()
    assert tables_with(*SECRETS) == {}
    assert broken() == []
    assert "forgotten" in client.get(path(order)).content.decode()
    # Nobody is written to any more.
    assert client.post(path(order) + "code/").status_code == 303
    assert len(outbox.newest()) <= 1


def test_wrong_code_forgets_nothing(client, order):
    code = sent(client, order)
    wrong = "000000" if code != "000000" else "111111"
    assert client.post(path(order), {"code": wrong, "wish": "forget"}).status_code == 422
    order.purchase.refresh_from_db()
    assert order.purchase.anonymised_at is None


def test_purchase_under_way_is_not_forgotten_and_no_code_is_sent(client):
    order = moved(buying.order(), "accept")
    client.post(path(order) + "code/")
    assert outbox.newest() == []
    assert f"Order {order.reference} is still under way" in client.get(path(order)).content.decode()


def test_data_of_another_link_is_not_there(client, order):
    wrong = path(order).replace(token_of(order.purchase), "0" * 20)
    assert [client.get(wrong).status_code, client.post(wrong).status_code] == [404, 404]
