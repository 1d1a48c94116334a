"""A vendor's desk is closed to everyone else: every address the resolver knows, by GET and by POST."""

import pytest
from django.urls import reverse

from marketplace.desk import urls
from marketplace.orders.models import Order
from tests import buying, factories

pytestmark = pytest.mark.django_db

# What an address needs to point at another vendor's things. An address without a rule fails below.
ARGUMENTS = {
    "home": None,
    "add": None,
    "change": lambda piece: {"pk": piece.pk},
    "move": lambda piece: {"pk": piece.pk},
    "stock": lambda piece: {"pk": piece.pk},
    "photos": lambda piece: {"pk": piece.pk},
    "photo": lambda piece: {"pk": piece.pk, "shown": piece.pictures.get().pk},
    "answer": lambda piece: {"code": "not-a-code"},
    "orders": None,
    **dict.fromkeys(
        ("order", "order_move", "order_decline", "order_part", "order_send"), lambda piece: {"pk": order_of(piece).pk}
    ),
    "order_came_back": lambda piece: {"pk": order_of(piece).pk, "withdrawal": 1},
}
NAMES = [pattern.name for pattern in urls.urlpatterns]
# Opened by the code of a message instead of signing in: without one that was sent, there is nothing.
BY_CODE = {"answer"}


def order_of(piece):
    return Order.objects.filter(vendor=piece.vendor).first() or buying.order((piece, 2))


def address(name, piece):
    rule = ARGUMENTS[name]
    return reverse(f"desk:{name}", kwargs=rule(piece) if rule else None)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_desk_of_another_vendor_is_not_there(client, name, method):
    piece = factories.published(title="Hanbel de la maison 4711")
    client.force_login(factories.member(factories.vendor()))
    if ARGUMENTS[name]:
        assert getattr(client, method)(address(name, piece)).status_code == 404
    else:
        response = getattr(client, method)(address(name, piece))
        assert str(piece) not in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in BY_CODE])
def test_desk_of_nobody_asks_to_sign_in(client, name, method):
    url = address(name, factories.published())
    response = getattr(client, method)(url)
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("role", ["staff", "superuser", "closed vendor's"])
def test_desk_of_someone_without_membership_in_force_is_not_there(client, role):
    piece = factories.published()
    people = {
        "staff": lambda: factories.user(is_staff=True),
        "superuser": lambda: factories.user(is_staff=True, is_superuser=True),
        "closed vendor's": lambda: factories.member(factories.vendor(state="closed")),
    }
    client.force_login(people[role]())
    assert client.get(address("change", piece)).status_code == 404


def test_desk_of_a_cooperatives_manager_reaches_those_who_sell_through_it(client):
    cooperative = factories.cooperative()
    piece = factories.published(vendor=factories.vendor(sells_through=cooperative))
    client.force_login(factories.member(cooperative))
    assert client.get(address("change", piece)).status_code == 200


def test_desk_of_a_cooperatives_seller_stops_at_the_cooperative(client):
    cooperative = factories.cooperative()
    piece = factories.published(vendor=factories.vendor(sells_through=cooperative))
    client.force_login(factories.member(cooperative, role="seller"))
    assert client.get(address("change", piece)).status_code == 404


# Every move an artisan has, with all that it asks for.
SAID = [
    ("order_move", {"move": "accept"}),
    ("order_move", {"move": "ready"}),
    ("order_move", {"move": "deliver"}),
    ("order_move", {"move": "collect"}),
    ("order_decline", {"reason": "sold"}),
    ("order_part", {"reason": "sold"}),
    ("order_send", {"tracking_number": "RR1"}),
]


@pytest.mark.parametrize("role", ["another vendor's", "another vendor's of the same purchase", "staff", "superuser"])
@pytest.mark.parametrize(("name", "said"), SAID)
def test_order_of_a_vendor_is_moved_by_nobody_else(client, name, said, role):
    piece, other = factories.published(), factories.published()
    buying.bought((piece, 2), other)
    people = {
        "another vendor's": lambda: factories.member(factories.vendor()),
        "another vendor's of the same purchase": lambda: factories.member(other.vendor),
        "staff": lambda: factories.user(is_staff=True),
        "superuser": lambda: factories.user(is_staff=True, is_superuser=True),
    }
    order = order_of(piece)
    line = order.lines.get(kind="goods")
    client.force_login(people[role]())
    assert client.post(address(name, piece), {**said, f"line_{line.pk}": "1"}).status_code == 404
    order.refresh_from_db()
    assert (order.state, order.events.count()) == ("placed", 1)


def test_orders_of_a_vendor_show_nothing_of_the_others_of_one_purchase(client):
    piece, other = factories.published(title="Hanbel 4711"), factories.published(title="Cruche 4712")
    buying.bought(piece, other)
    client.force_login(factories.member(piece.vendor))
    page = client.get(reverse("desk:orders")).content.decode()
    assert "Hanbel 4711" in page
    assert "Cruche 4712" not in page


def test_stock_of_another_products_variant_is_not_there(client):
    vendor = factories.vendor()
    hers, other = factories.published(vendor=vendor), factories.published()
    client.force_login(factories.member(vendor))
    step = {"variant": other.variants.get().pk, "step": "1"}
    assert client.post(address("stock", hers), step).status_code == 404
