"""Changing one's mind, on the page of the purchase."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.orders import withdrawing
from marketplace.orders.fulfilment import Side
from marketplace.orders.models import Order, Withdrawal
from marketplace.orders.references import token_of
from marketplace.payments import refunding, returning
from marketplace.payments.models import Refund
from marketplace.storefront.tracking_addresses import tracking_path
from tests import buying, factories
from tests.orders.test_fulfilment import moved
from tests.promises import broken

pytestmark = pytest.mark.django_db
CENTRE = {"side": Side.CENTRE, "actor": None}


@pytest.fixture
def order():
    """Of two vases, and a cake of which the law takes nothing back."""
    vendor = factories.vendor()
    vase = factories.published(vendor=vendor, price=10_000, title="Vase")
    cake = factories.published(vendor=vendor, price=5_000, title="Gâteau", withdrawal="perishable")
    return moved(buying.order((vase, 2), cake), "accept", "send", "deliver")


def page_of(client, order):
    return client.get(tracking_path(order.purchase, "en")).content.decode()


def path_of(order):
    return tracking_path(order.purchase, "en", "purchase_withdraw", number=order.number)


def vase_of(order):
    return order.lines.get(titles__fr="Vase")


def test_shopper_sends_back_what_she_chooses(client, order):
    assert f'href="{path_of(order)}"' in page_of(client, order)
    page = client.get(path_of(order))
    assert list(page.context["form"].lines.values()) == [vase_of(order)]
    assert "Perishable" in page.content.decode()
    said = {f"line_{vase_of(order).pk}": "1", "words": "Trop petit"}
    response = client.post(path_of(order), said, follow=True)
    assert "It is noted." in response.content.decode()
    assert "You send back 1 × Vase" in response.content.decode()
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.event.side, withdrawal.event.words) == ("shopper", "Trop petit")
    assert [(each.line, each.quantity) for each in withdrawal.pieces.all()] == [(vase_of(order), 1)]
    # Once is enough.
    assert path_of(order) not in page_of(client, order)
    client.post(path_of(order), said)
    assert Withdrawal.objects.count() == 1
    assert broken() == []


@pytest.mark.parametrize("said", [{}, {"line": "0"}, {"line": "3"}, {"line": "-1"}, {"line": "x"}])
def test_nothing_or_too_much_asks_again(client, order, said):
    data = {f"line_{vase_of(order).pk}": said["line"]} if said else {"words": "?"}
    assert client.post(path_of(order), data).status_code == 422
    assert not Withdrawal.objects.exists()


def test_what_the_law_excludes_cannot_be_slipped_in(client, order):
    cake = order.lines.get(titles__fr="Gâteau")
    assert client.post(path_of(order), {f"line_{cake.pk}": "1"}).status_code == 422
    assert not Withdrawal.objects.exists()


def test_after_the_last_day_it_is_not_offered(client, order):
    Order.objects.filter(pk=order.pk).update(handed_over_at=timezone.now() - timedelta(days=8))
    assert path_of(order) not in page_of(client, order)
    response = client.post(path_of(order), {f"line_{vase_of(order).pk}": "1"}, follow=True)
    assert "Nothing of this parcel can be sent back now." in response.content.decode()
    assert not Withdrawal.objects.exists()


def test_page_says_what_became_of_it(client, order):
    withdrawal = withdrawing.ask(order, {vase_of(order).pk: 1}, side=Side.SHOPPER, actor=None)
    withdrawing.decline(withdrawal, words="Rien n’est arrivé", **CENTRE)
    assert "was not accepted: Rien n’est arrivé" in page_of(client, order)
    returning.receive(withdrawing.ask(order, {vase_of(order).pk: 1}, side=Side.SHOPPER, actor=None), **CENTRE)
    page = page_of(client, order)
    assert "1 × Vase came back." in page
    assert "MAD\xa0100 is being given back to you." in page
    refunding.done(Refund.objects.get(), actor=None)
    assert "MAD\xa0100 was given back to you on" in page_of(client, order)


def test_return_of_another_link_is_not_there(client, order):
    wrong = path_of(order).replace(token_of(order.purchase), "0" * 20)
    data = {f"line_{vase_of(order).pk}": "1"}
    assert [client.get(wrong).status_code, client.post(wrong, data).status_code] == [404, 404]
    assert client.post(path_of(order).replace("/1/", "/2/"), data).status_code == 404
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_statements_however_many_parcels_were_handed_over(client, number, django_assert_num_queries):
    purchase = buying.bought(*[factories.published() for _each in range(number)])
    for order in purchase.orders.all():
        moved(order, "accept", "send", "deliver")
        withdrawing.ask(order, {order.goods[0].pk: 1}, side=Side.SHOPPER, actor=None)
    page_of(client, order)
    # Beside those of every purchase: what she sends back, its pieces and their lines; refunds; the days she has.
    with django_assert_num_queries(11):
        page_of(client, order)
