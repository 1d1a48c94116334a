import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import editing, stock
from catalogue.models import Stock
from marketplace.checkout import carts
from marketplace.checkout.placing import Changed, NotPlaceable
from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.ledger.models import SplitRule
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.payments.models import Collection
from tests import buying, factories, promises

pytestmark = pytest.mark.django_db


def test_place_of_two_vendors_makes_an_order_and_a_collection_for_each():
    rug, bowl = factories.published(price=185_000, title="Tapis"), factories.published(price=12_000, title="Bol")
    purchase = buying.bought(rug, (bowl, 2))
    first, second = purchase.orders.order_by("number")
    assert (first.vendor, first.total, second.vendor, second.total) == (rug.vendor, 188_500, bowl.vendor, 27_500)
    assert purchase.total == 216_000
    assert [(each.method, each.amount) for each in purchase.collections.all()] == [
        ("on_delivery", 188_500),
        ("on_delivery", 27_500),
    ]
    assert [each.order for each in second.events.all()] == [second]
    assert promises.broken() == []


def test_place_takes_the_pieces_from_the_stock():
    piece = factories.published(on_hand=5)
    buying.bought((piece, 2))
    assert Stock.objects.get(variant__product=piece).on_hand == 3


def test_place_keeps_the_line_as_it_was_sold():
    piece = factories.published(price=25_000, title="Tapis")
    order = buying.order(piece)
    editing.change_price(buying.variant(piece), actor=factories.user(), price=99_000)
    editing.change_words(piece, actor=factories.user(), texts={"fr": {"title": "Autre"}})
    line = order.lines.get(kind=OrderLine.Kind.GOODS)
    assert (line.title_in("fr"), line.unit_price, line.total) == ("Tapis", 25_000, 25_000)


def test_place_shares_the_price_by_the_rule_of_the_day():
    SplitRule.objects.create(name="", platform_part=500, fund_part=100)
    order = buying.order(factories.published(price=25_000))
    line = order.lines.get(kind=OrderLine.Kind.GOODS)
    assert [(share.party, share.amount) for share in line.shares.all()] == [
        ("maker", 23_500),
        ("platform", 1250),
        ("fund", 250),
    ]


def test_place_with_the_same_key_gives_the_same_purchase():
    piece, key = factories.published(on_hand=5), uuid.uuid4()
    assert buying.bought(piece, key=key) == buying.bought(piece, key=key)
    assert (Purchase.objects.count(), Stock.objects.get(variant__product=piece).on_hand) == (1, 4)


def test_place_after_the_price_changed_shows_the_new_quote_and_buys_nothing():
    piece = factories.published(price=25_000)
    shown = buying.shown(piece)
    editing.change_price(buying.variant(piece), actor=factories.user(), price=26_000)
    with pytest.raises(Changed) as changed:
        place(shown)
    assert changed.value.quote.goods == 26_000
    assert Purchase.objects.count() == 0


def test_place_after_somebody_took_the_last_shows_it_and_buys_nothing_of_the_rest():
    piece, other = factories.published(on_hand=1), factories.published(on_hand=5)
    shown = buying.shown(piece, other)
    stock.take({buying.variant(piece).pk: 1}, actor=None)
    with pytest.raises(Changed) as changed:
        place(shown)
    assert [item.trouble for item in changed.value.quote.cart.items] == ["sold", ""]
    assert Stock.objects.get(variant__product=other).on_hand == 5
    assert Order.objects.count() == 0


def test_place_after_a_rule_changed_asks_again():
    shown = buying.shown(factories.published())
    SplitRule.objects.create(name="", platform_part=500)
    with pytest.raises(Changed):
        place(shown)


def test_place_without_a_way_to_pay_is_refused():
    with pytest.raises(NotPlaceable):
        buying.bought(factories.published(), payment="")


def test_place_of_what_is_made_to_order_takes_nothing_from_the_stock():
    piece = factories.published(on_hand=0, is_made_to_order=True, lead_time_days=10)
    line = buying.order((piece, 3)).lines.get(kind=OrderLine.Kind.GOODS)
    assert (line.quantity, line.taken) == (3, 0)
    assert promises.broken() == []


def test_place_paid_by_transfer_waits_for_the_money():
    purchase = buying.bought(factories.published(), factories.published(), payment=BANK_TRANSFER)
    collection = purchase.collections.get()
    assert (collection.amount, collection.state) == (purchase.total, Collection.State.DUE)
    assert collection.due_at > purchase.placed_at
    assert Order.objects.confirmed().count() == 0


def test_place_of_what_a_cooperative_sells_for_a_member_is_the_cooperatives_order():
    cooperative = factories.cooperative()
    member = factories.vendor(sells_through=cooperative)
    order = buying.order(factories.published(vendor=member))
    line = order.lines.get(kind=OrderLine.Kind.GOODS)
    (share,) = line.shares.all()
    assert (order.vendor, line.workshop, share.payee, share.member) == (cooperative, member, cooperative, member)


def test_place_keeps_the_conditions_in_both_languages():
    purchase = buying.bought(factories.published())
    assert (purchase.conditions.language, purchase.conditions.body) == ("fr", "Conditions de vente")
    assert (purchase.conditions_ar.language, purchase.conditions_ar.body) == ("ar", "شروط البيع")
    assert buying.bought(factories.published()).conditions == purchase.conditions


def test_place_empties_the_cart_of_what_was_bought_alone():
    user, piece, other = factories.user(), factories.published(), factories.published()
    carts.keep(user, buying.wanted(piece, other))
    buying.bought(piece, user=user)
    assert [row.variant_id for row in carts.of(user)] == [buying.variant(other).pk]


def test_place_logs_who_bought():
    user = factories.user()
    event = buying.order(factories.published(), user=user).events.get()
    assert (event.kind, event.side, event.actor) == (OrderEvent.Kind.PLACED, OrderEvent.Side.SHOPPER, user)


@pytest.mark.parametrize(("vendors", "statements"), [(1, 23), (3, 25)])
def test_place_costs_few_statements(vendors, statements):
    # Of these, 7 are the test's alone: the address's territory, and what a process knows after a commit (countries,
    # accounts, conditions).
    pieces = [factories.published(on_hand=50) for _vendor in range(vendors)]
    buying.bought(*pieces)
    shown = buying.shown(*pieces)
    with buying.known(), CaptureQueriesContext(connection) as captured:
        place(shown)
    assert len(captured) == statements, "\n".join(query["sql"][:150] for query in captured.captured_queries)


def place(shown):
    return buying.placed(shown)
