"""What comes back to a vendor, at her desk."""

import re

import pytest
from django.urls import reverse

from catalogue.models import Stock
from marketplace.orders import withdrawing
from marketplace.orders.fulfilment import Side
from marketplace.payments import giving_back
from marketplace.payments.giving_back import What
from marketplace.payments.models import Refund
from tests import buying, factories
from tests.orders.test_fulfilment import moved
from tests.promises import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def vendor():
    return factories.vendor()


@pytest.fixture
def desk(client, vendor):
    client.force_login(factories.member(vendor, language="en"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def order(vendor):
    piece = factories.published(vendor=vendor, title="Hanbel", price=10_000, on_hand=5)
    return moved(buying.order((piece, 3)), "accept", "send", "deliver")


@pytest.fixture
def withdrawal(order):
    return withdrawing.ask(order, {order.goods[0].pk: 2}, side=Side.SHOPPER, actor=None, words="Trop grand")


def came_back(order, withdrawal):
    return reverse("desk:order_came_back", args=[order.pk, withdrawal.pk])


def test_return_is_on_her_list_and_on_the_order(desk, order, withdrawal):
    assert order.reference in desk.get(reverse("desk:orders")).content.decode()
    page = desk.get(reverse("desk:order", args=[order.pk])).content.decode()
    assert "2 × Hanbel" in page
    assert "Trop grand" in page
    assert came_back(order, withdrawal) in page


@pytest.mark.parametrize(("said", "on_hand"), [({"restock": "on"}, 4), ({}, 2)])
def test_vendor_says_that_it_came_back(desk, order, withdrawal, said, on_hand):
    for _twice in range(2):
        assert desk.post(came_back(order, withdrawal), said, follow=True).status_code == 200
    assert Refund.objects.get().amount == 20_000
    assert Stock.objects.get().on_hand == on_hand
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.closed_by.side) == ("received", "vendor")
    assert order.reference not in desk.get(reverse("desk:orders")).content.decode()
    assert broken() == []


def test_return_of_another_vendors_order_is_not_there(desk, order, withdrawal):
    other = moved(buying.order(factories.published()), "accept", "send", "deliver")
    theirs = withdrawing.ask(other, {other.goods[0].pk: 1}, side=Side.SHOPPER, actor=None)
    # Neither by its own order, nor through one of hers.
    for path in (came_back(other, theirs), came_back(order, theirs)):
        assert desk.post(path, {"restock": "on"}).status_code == 404
    assert not Refund.objects.exists()
    assert desk.get(came_back(order, withdrawal)).status_code == 405


def test_what_the_centre_bears_is_shown_to_her(desk, order):
    giving_back.give_back(
        order, What({order.goods[0].pk: 1}), actor=None, reason="damaged", bearer="platform", restock=False
    )
    page = desk.get(reverse("desk:order", args=[order.pk])).content.decode()
    assert re.search(r"Pour des remboursements, en plus\s: 100\sDH", page)
