"""Who gets in where: every address of the screens of sales, tariffs and books, as everybody."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.groups import CURATOR, FINANCE, MODERATOR, ORDER_DESK
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.ledger.depositing import deposit
from marketplace.ledger.models import Account, Deposit, Entry, SplitRule
from marketplace.ledger.viewsets import books_group
from marketplace.office.viewsets import sales_group
from marketplace.orders import fulfilment, withdrawing
from marketplace.orders.models import Order, OrderEvent, Purchase, PurchaseNote, Withdrawal
from marketplace.payments import handing_over, receiving, refunding
from marketplace.payments.models import Payment, Refund
from tests import buying, factories
from tests.office.staff import person_of

pytestmark = pytest.mark.django_db

BOSS, ARTISAN, NOBODY = "administrator", "artisan", "nobody"
STAFF = (CURATOR, MODERATOR, ORDER_DESK, FINANCE, BOSS)
VIEWSETS = {viewset.name: viewset for viewset in (*sales_group.items, *books_group.items)}

SALES, MONEY, PARCELS, ALL_SALES = {FINANCE, BOSS}, {FINANCE, BOSS}, {ORDER_DESK, BOSS}, {ORDER_DESK, FINANCE, BOSS}
CLOSED = set()
FACTS = {"add": CLOSED, "edit": CLOSED, "delete": CLOSED, "history": CLOSED, "history_results": CLOSED, "usage": CLOSED}


def lists(whom, **others):
    return {"index": whom, "index_results": whom, **FACTS, **others}


def rows(whom, looking=None):
    """Of what people write themselves."""
    written = dict.fromkeys(("add", "edit", "delete", "history", "history_results", "usage"), whom)
    return {"index": looking or whom, "index_results": looking or whom, **written}


# Who is let in; everybody else is sent away. An address that is not here fails.
TABLE = {
    "purchases": lists(
        ALL_SALES,
        inspect=ALL_SALES,
        note=ALL_SALES,
        order_move=PARCELS,
        give_back=MONEY,
        return_move=PARCELS,
        refund_move=MONEY,
        collection_move=MONEY,
        payment_move=MONEY,
    ),
    "orders": lists(ALL_SALES),
    "refunds": lists(ALL_SALES),
    "tariffs": rows(MONEY, looking=ALL_SALES) | {"file": ALL_SALES, "load": MONEY},
    "usual_weights": rows(ALL_SALES),
    "ledger_accounts": lists(MONEY),
    "ledger_entries": lists(MONEY, inspect=MONEY),
    "ledger_deposits": lists(MONEY, add=MONEY, history=MONEY, history_results=MONEY),
    "split_rules": rows(MONEY),
}
ADDRESSES = [(name, route.name) for name, viewset in VIEWSETS.items() for route in viewset.get_urlpatterns()]


@pytest.fixture
def made():
    """A row for every address that names one."""
    finance = factories.user()
    collection = buying.bought(factories.published(), payment=BANK_TRANSFER).collections.get()
    order = collection.purchase.orders.get()
    payment = receiving.receive_transfer(collection, amount=collection.amount, reference="V1", actor=finance)
    refunding.cancel(order, side=OrderEvent.Side.CENTRE, actor=finance, reason="other")
    weight = UsualWeight.objects.create(category=factories.category(), weight_g=1000)
    return {
        "purchases": collection.purchase.pk,
        "orders": order.pk,
        "refunds": order.refunds.get().pk,
        "tariffs": buying.tariff().pk,
        "usual_weights": weight.pk,
        "ledger_accounts": Account.objects.first().pk,
        "ledger_entries": Entry.objects.first().pk,
        "ledger_deposits": _deposit(finance).pk,
        "split_rules": SplitRule.objects.create(name="Rule").pk,
        "collection": collection.pk,
        "payment": payment.pk,
        "withdrawal": _withdrawal(finance).pk,
    }


def _delivered(actor):
    order = buying.order()
    for verb in (fulfilment.accept, fulfilment.send, handing_over.deliver):
        verb(order, side=OrderEvent.Side.CENTRE, actor=actor)
    return order


def _withdrawal(actor):
    order = _delivered(actor)
    return withdrawing.ask(order, {order.goods[0].pk: 1}, side=OrderEvent.Side.SHOPPER, actor=None)


def _deposit(actor):
    _delivered(actor)
    held = {"holder": "courier:Amana", "amount": 100, "currency": "MAD", "on": timezone.localdate()}
    return deposit(key=uuid.uuid4(), actor=actor, **held)


def address(name, route, made):
    moves = {
        "order_move": ("orders", "accept"),
        "give_back": ("orders", "give-back"),
        "refund_move": ("refunds", "done"),
        "collection_move": ("collection", "receive"),
        "payment_move": ("payment", "send-back"),
        "return_move": ("withdrawal", "came-back"),
    }
    if route in moves:
        row, move = moves[route]
        return reverse(f"{name}:{route}", args=[made[row], move])
    if route in ("index", "index_results", "add", "file", "load"):
        return reverse(f"{name}:{route}")
    return reverse(f"{name}:{route}", args=[made[name]])


def enter(client, who):
    people = {
        ARTISAN: lambda: factories.member(factories.vendor()),
        BOSS: lambda: factories.user(is_staff=True, is_superuser=True),
    }
    if who != NOBODY:
        client.force_login(people[who]() if who in people else person_of(who))


def is_let_in(response):
    """Wagtail sends who may not to the admin's first page, and who is nobody to the door."""
    sent_to = response.url.partition("?")[0] if response.status_code == 302 else ""
    assert response.status_code in (200, 302, 403)
    return response.status_code != 403 and sent_to not in {reverse("wagtailadmin_home"), reverse("account_login")}


def test_every_address_is_in_the_table():
    assert {(name, route) for name, routes in TABLE.items() for route in routes} == set(ADDRESSES)


@pytest.mark.parametrize("who", [NOBODY, ARTISAN, *STAFF])
def test_addresses_let_in_whom_they_should(client, made, who):
    enter(client, who)
    found = {}
    for name, route in ADDRESSES:
        method = client.post if route == "note" else client.get
        found[name, route] = is_let_in(method(address(name, route, made)))
    assert found == {(name, route): who in TABLE[name][route] for name, route in ADDRESSES}


# What would change something.
POSTS = {
    ("purchases", "order_move"): {},
    ("purchases", "give_back"): {"seen": "0", "amount": "1", "reason": "other", "means": "cash", "bearer": "each"},
    ("purchases", "return_move"): {"means": "cash", "bearer": "platform"},
    ("purchases", "refund_move"): {"reference": "R1"},
    ("purchases", "collection_move"): {"amount": "1", "reference": "V2"},
    ("purchases", "payment_move"): {"reference": "V3"},
    ("purchases", "note"): {"words": "Vu"},
    ("purchases", "edit"): {"name": "Someone"},
    ("purchases", "delete"): {},
    ("orders", "edit"): {"state": "delivered"},
    ("orders", "delete"): {},
    ("refunds", "delete"): {},
    ("tariffs", "delete"): {},
    ("usual_weights", "delete"): {},
    ("ledger_accounts", "delete"): {},
    ("ledger_entries", "delete"): {},
    ("ledger_deposits", "delete"): {},
    ("split_rules", "delete"): {},
}


@pytest.mark.parametrize("who", [NOBODY, ARTISAN, *STAFF])
def test_posts_by_who_may_not_change_nothing(client, made, who):
    enter(client, who)
    before = everything()
    for (name, route), data in POSTS.items():
        if who not in TABLE[name][route]:
            assert not is_let_in(client.post(address(name, route, made), data))
    assert everything() == before


def everything():
    models = (Purchase, Order, OrderEvent, PurchaseNote, Refund, Payment, Tariff, UsualWeight, Withdrawal)
    return [list(model.objects.order_by("pk").values()) for model in (*models, Account, Entry, Deposit, SplitRule)]
