"""The short link of a vendor's message: her one order, without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.messaging import limits, links
from marketplace.messaging.models import ShortLink
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import Side
from marketplace.orders.models import Order, OrderEvent
from tests import buying, factories
from tests.sayings import said, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return buying.order(factories.published(title="Tapis", price=25_000))


def code_of(order, language="fr", kind="order-answer"):
    return links.address(kind, order.pk, language)[-links.LENGTH :]


def post(client, order, **data):
    return client.post(f"/fr/desk/answer/{code_of(order)}/", data, follow=True)


def test_short_link_leads_to_the_order_in_her_language(client, order):
    code = code_of(order, "ar")
    assert client.get(f"/s/{code}").url == f"/ar/desk/answer/{code}/"
    assert client.get(f"/s/{code.lower()}").status_code == 302


def test_link_shows_what_she_needs_and_no_address(client, order):
    page = text(client.get(f"/fr/desk/answer/{code_of(order)}/"))
    assert "Tapis" in page
    assert "250" in page
    assert "Salma" in page
    assert "Rabat" in page
    for secret in ("Idrissi", "rue des Consuls", "612345678", "salma@"):
        assert secret not in page
    order.refresh_from_db()
    assert order.state == "placed"


def test_accept_by_link_is_done_in_the_vendors_name(client, order):
    page = text(post(client, order, move="accept"))
    event = OrderEvent.objects.get(order=order, kind="accepted")
    assert (event.side, event.actor) == (Side.VENDOR, None)
    for secret in ("Idrissi", "rue des Consuls", "612345678"):
        assert secret not in page


def test_decline_by_link_keeps_the_reason(client, order):
    post(client, order, move="decline", reason="sold", words="Vendu hier")
    event = OrderEvent.objects.get(order=order, kind="declined")
    assert (event.reason, event.words, event.side) == ("sold", "Vendu hier", Side.VENDOR)


def test_decline_first_asks_why_on_a_page_of_its_own(client, order):
    path = f"/fr/desk/answer/{code_of(order)}/"
    assert 'name="reason"' not in text(client.get(path))
    assert 'name="reason"' in text(client.get(f"{path}?decline"))
    assert Order.objects.get().state == "placed"


def test_decline_without_a_reason_asks_for_it(client, order):
    response = post(client, order, move="decline")
    assert response.status_code == 422
    assert Order.objects.get().state == "placed"


@pytest.mark.parametrize("move", [{"move": "accept"}, {"move": "decline", "reason": "sold"}])
def test_replay_changes_nothing_and_says_so(client, order, move):
    post(client, order, move="accept")
    page = text(post(client, order, **move))
    assert said("This order was answered before. Nothing has changed now.") in page
    assert OrderEvent.objects.filter(order=order).count() == 2
    assert Order.objects.get().state == "accepted"


@pytest.mark.parametrize("data", [{}, {"move": "cancel"}, {"move": "send"}])
def test_link_can_do_nothing_else(client, order, data):
    assert post(client, order, **data).status_code == 200
    assert OrderEvent.objects.filter(order=order).count() == 1


def test_link_needs_the_forms_token(order):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/fr/desk/answer/{code_of(order)}/", {"move": "accept"}).status_code == 403


def test_link_of_another_kind_opens_no_order(client, order):
    code = code_of(order, kind="purchase")
    assert client.get(f"/fr/desk/answer/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["/s/{}", "/fr/desk/answer/{}/"])
def test_link_that_has_expired_says_so_and_does_nothing(client, order, path):
    code = code_of(order)
    ShortLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get(path.format(code))
    assert response.status_code == 410
    assert said("This link has expired") in text(response)
    client.post(f"/fr/desk/answer/{code}/", {"move": "accept"})
    assert Order.objects.get().state == "placed"


def test_link_of_an_order_not_paid_yet_shows_nothing(client):
    order = buying.order(payment="bank_transfer")
    assert client.get(f"/fr/desk/answer/{code_of(order)}/").status_code == 404


@pytest.mark.parametrize("path", ["/s/{}", "/fr/desk/answer/{}/"])
def test_codes_that_do_not_exist_are_soon_too_many(client, order, monkeypatch, path):
    monkeypatch.setattr(limits, "MISSES_AN_HOUR", 3)
    code = code_of(order)
    # A page that is not there is looked for under the reader's language, too.
    answers = [client.get(path.format(f"XXXXXX{n}"), follow=True).status_code for n in range(4)]
    assert answers == [404, 404, 404, 429]
    # The right one of somebody else behind the same address.
    assert client.get(path.format(code)).status_code in (200, 302)
    assert client.get(path.format(code), REMOTE_ADDR="10.0.0.7").status_code in (200, 302)


def test_links_that_exist_are_never_too_many(client, order, monkeypatch):
    monkeypatch.setattr(limits, "MISSES_AN_HOUR", 3)
    code = code_of(order)
    assert {client.get(f"/s/{code}").status_code for _time in range(6)} == {302}


def test_order_accepted_at_the_desk_is_shown_as_answered(client, order):
    fulfilment.accept(order, side=Side.VENDOR, actor=None)
    page = text(client.get(f"/fr/desk/answer/{code_of(order)}/"))
    assert 'value="accept"' not in page
    assert f"/fr/desk/orders/{order.pk}/" in page
