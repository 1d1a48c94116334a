import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue import publishing
from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.ledger.depositing import deposit
from marketplace.office import todo
from marketplace.orders import fulfilment, withdrawing
from marketplace.orders.models import Deadlines, Order, OrderEvent
from marketplace.payments import handing_over, overdue, receiving
from marketplace.payments.models import Collection
from tests import buying, factories
from tests.office.staff import person_of

pytestmark = pytest.mark.django_db

VENDOR = OrderEvent.Side.VENDOR


def waiting(user):
    return {each.url: each.count for each in todo.for_user(user)}


def late(order):
    Order.objects.filter(pk=order.pk).update(answer_due_at=timezone.now() - timedelta(minutes=1))
    return order


def take_cash(order):
    fulfilment.accept(order, side=VENDOR, actor=None)
    fulfilment.send(order, side=VENDOR, actor=None)
    handing_over.deliver(order, side=VENDOR, actor=None)


def test_nothing_to_do_says_nothing(client):
    user = person_of("Order desk")
    client.force_login(user)
    buying.order()
    assert todo.for_user(user) == []
    assert "staff-todo" not in client.get("/admin/").content.decode()


def test_orders_not_answered_in_time_are_the_order_desks(client):
    late(buying.order())
    buying.order()
    url = reverse("orders:index") + "?answer=late"
    user = person_of("Order desk")
    assert waiting(user) == {url: 1}
    assert waiting(person_of("Curator")) == {}
    client.force_login(user)
    assert f'href="{url}"' in client.get("/admin/").content.decode()
    assert len(client.get(url).context["object_list"]) == 1


def test_returns_are_the_order_desks_until_they_are_decided(client):
    order = buying.order()
    take_cash(order)
    withdrawal = withdrawing.ask(order, {order.goods[0].pk: 1}, side=OrderEvent.Side.SHOPPER, actor=None)
    url = reverse("orders:index") + "?returns=open"
    user = person_of("Order desk")
    assert waiting(user) == {url: 1}
    client.force_login(user)
    assert len(client.get(url).context["object_list"]) == 1
    withdrawing.decline(withdrawal, side=OrderEvent.Side.CENTRE, actor=user, words="Rien reçu")
    assert waiting(user) == {}


def test_parcels_not_handed_over_in_time_are_the_order_desks(client):
    orders = [buying.order() for _n in range(2)]
    for order in orders:
        fulfilment.accept(order, side=VENDOR, actor=None)
    Order.objects.filter(pk=orders[0].pk).update(promised_by=timezone.localdate() - timedelta(days=3))
    url, user = reverse("orders:index") + "?promised=late", person_of("Order desk")
    assert waiting(user) == {url: 1}
    client.force_login(user)
    assert list(client.get(url).context["object_list"]) == [orders[0]]


def test_transfers_whose_time_is_nearly_over_and_money_to_look_at():
    awaited = [buying.bought(factories.published(), payment=BANK_TRANSFER).collections.get() for _n in range(2)]
    user = person_of("Finance")
    assert waiting(user) == {}
    Collection.objects.filter(pk=awaited[0].pk).update(due_at=timezone.now() + timedelta(hours=23))
    receiving.receive_transfer(awaited[1], amount=1, reference="V1", actor=user)
    purchases = reverse("purchases:index")
    assert waiting(user) == {f"{purchases}?money=ending": 1, f"{purchases}?money=flagged": 1}


def test_products_submitted_are_the_moderators():
    piece = factories.product()
    publishing.submit(piece, actor=factories.user())
    assert waiting(person_of("Moderator")) == {reverse("products:index") + "?state=submitted": 1}
    assert waiting(person_of("Order desk")) == {}


@pytest.fixture
def later(monkeypatch):
    """So many days from now, by the clock of what is to be done."""

    def days(count):
        then = timezone.now() + timedelta(days=count)
        monkeypatch.setattr(overdue, "timezone", SimpleNamespace(now=lambda: then))

    return days


@pytest.mark.parametrize(("days", "is_overdue"), [(6, False), (8, True)])
def test_cash_kept_longer_than_allowed(later, days, is_overdue):
    take_cash(buying.order())
    later(days)
    url = reverse("ledger_accounts:index")
    assert waiting(person_of("Finance")) == ({url: 1} if is_overdue else {})


def test_cash_how_long_is_a_setting(later):
    take_cash(buying.order())
    limits = Deadlines.load()
    limits.cash_days = 30
    limits.save()
    later(29)
    assert not overdue.late_holders().exists()
    later(31)
    assert overdue.late_holders().exists()


def test_cash_brought_in_is_the_oldest(later):
    order = buying.order()
    take_cash(order)
    later(8)
    [account] = overdue.late_holders()
    given = {"key": uuid.uuid4(), "holder": account.key, "currency": "MAD", "on": timezone.localdate()}
    deposit(**given, amount=order.total - 1, actor=factories.user())
    assert overdue.late_holders().exists()
    deposit(**given | {"key": uuid.uuid4()}, amount=1, actor=factories.user())
    assert not overdue.late_holders().exists()


def test_counts_take_one_query_each(django_assert_num_queries):
    user = person_of("Finance")
    late(buying.order())
    user = type(user).objects.get(pk=user.pk)
    user.get_all_permissions()
    Deadlines.load()
    # One for each of seven, and how long is allowed for three of them.
    with django_assert_num_queries(10):
        todo.for_user(user)
