import pytest

from marketplace.orders.fulfilment import Reason, Side
from marketplace.payments import asking, refunding
from tests import buying, factories

pytestmark = pytest.mark.django_db


def asked(purchase):
    collection = purchase.collections.get()
    amount = sum(part.amount for part in collection.parts.all())
    found = asking.asked(collection, amount, key="k", back="http://127.0.0.1:8000/")
    assert sum(line.unit_amount * line.quantity for line in found.lines) == found.amount == amount
    return found


def test_asked_is_every_piece_and_every_delivery_with_whose_it_is():
    purchase = buying.bought((factories.published(price=10_000), 3), factories.published(price=500), payment="card")
    first, second = (order.vendor.name_in("fr") for order in purchase.orders.order_by("number"))
    assert [(line.unit_amount, line.quantity, line.whose) for line in asked(purchase).lines] == [
        (10_000, 3, first),
        (3500, 1, first),
        (500, 1, second),
        (3500, 1, second),
    ]


def test_asked_after_one_order_was_cancelled_leaves_it_out():
    purchase = buying.bought(factories.published(price=10_000), factories.published(price=500), payment="card")
    refunding.cancel(purchase.orders.get(number=1), side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)
    assert [line.unit_amount for line in asked(purchase).lines] == [500, 3500]


def test_asked_for_another_sum_than_that_of_the_lines_is_one_line():
    purchase = buying.bought(factories.published(price=10_000), payment="card")
    purchase.collections.get().parts.update(amount=13_000)
    (line,) = asked(purchase).lines
    assert (line.unit_amount, line.quantity, purchase.reference in line.words) == (13_000, 1, True)


def test_asked_for_more_lines_than_anybody_reads_is_one_line(monkeypatch):
    monkeypatch.setattr(asking, "MOST_LINES", 1)
    purchase = buying.bought(factories.published(price=10_000), payment="card")
    assert len(asked(purchase).lines) == 1
