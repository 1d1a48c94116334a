"""Chosen pieces, the delivery or a free amount go back: out of exactly the shares that got them, and at the stated person's expense."""

import random

import pytest

from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import balance, balances
from marketplace.ledger.models import Entry, SplitRule
from marketplace.ledger.split import given_back
from marketplace.messaging.models import Message
from marketplace.orders.fulfilment import NotAllowed, Reason, Side, State
from marketplace.payments import giving_back, refunding
from marketplace.payments.giving_back import What
from marketplace.payments.models import Refund
from tests import buying, factories
from tests.orders.test_fulfilment import moved
from tests.promises import broken

CENTRE = {"side": Side.CENTRE, "actor": None}


def test_shares_of_pieces_given_back_sum_to_them_to_the_centime_whatever_the_order():
    """A thousand lines of any shares and quantities, given back in any portions, to the last piece."""
    dice = random.Random(31_08)
    for _line in range(1000):
        unit, left = dice.choice([1, 7, 99, 10_001, 333_333]), dice.randint(1, 12)
        cuts = sorted(dice.randint(0, unit * left) for _cut in range(dice.randint(0, 4)))
        whole = [high - low for low, high in zip([0, *cuts], [*cuts, unit * left], strict=True)]
        kept = list(whole)
        while left:
            count = dice.randint(1, left)
            parts = given_back(kept, count, left)
            assert sum(parts) == unit * count
            assert all(0 <= part <= has for part, has in zip(parts, kept, strict=True))
            # Within one unit of what is exactly its part.
            exact = [has * unit * count / sum(kept) for has in kept]
            assert all(abs(part - wanted) < 1 for part, wanted in zip(parts, exact, strict=True))
            kept, left = [has - part for has, part in zip(kept, parts, strict=True)], left - count
        assert kept == [0] * len(whole)


@pytest.fixture
def piece(db):
    SplitRule.objects.create(name="", platform_part=1000, fund_part=100)
    return factories.published(price=10_001, on_hand=5, vendor=factories.vendor(phone="+212661000001"))


@pytest.fixture
def order(piece):
    return moved(buying.order((piece, 3)), "accept", "send", "deliver")


def goods(order):
    return order.lines.get(kind="goods")


def give(order, what, **said):
    return giving_back.give_back(order, what, actor=None, **({"reason": Reason.DAMAGED} | said))


def kept(order):
    return {share.party: share.kept for share in goods(order).shares.all()}


def test_pieces_are_given_back_out_of_their_shares(order, piece):
    before = kept(order)
    refund = give(order, What({goods(order).pk: 1}))
    order.refresh_from_db()
    assert (refund.amount, order.total, goods(order).kept) == (10_001, 2 * 10_001 + 3500, 2)
    assert {party: before[party] - left for party, left in kept(order).items()} == {
        "maker": 8901,
        "platform": 1000,
        "fund": 100,
    }
    assert balance(payable(order.vendor_id), "MAD") == kept(order)["maker"]
    assert buying.variant(piece).stock.on_hand == 3
    assert broken() == []


def test_pieces_that_are_lost_do_not_come_into_stock(order, piece):
    give(order, What({goods(order).pk: 2}), restock=False)
    assert buying.variant(piece).stock.on_hand == 2
    assert broken() == []


def test_delivery_is_given_back_once(order):
    refund = give(order, What(delivery=True), bearer="platform")
    assert refund.amount == 3500
    # The carrier has carried it.
    assert balance(Ref("carrier", "Amana"), "MAD") == 3500
    with pytest.raises(NotAllowed):
        give(order, What(delivery=True))
    assert broken() == []


def test_pieces_delivery_and_an_amount_are_one_refund(order):
    refund = give(order, What({goods(order).pk: 1}, delivery=True, amount=500), means="cash")
    assert (refund.amount, refund.means) == (14_001, "cash")
    assert Entry.objects.filter(kind="refund").count() == 1
    assert broken() == []


def test_after_an_amount_a_piece_is_worth_what_is_left_of_it(order):
    """Half of everything was given back before: so the pieces have half their price left."""
    give(order, What(amount=(3 * 10_001 + 3500) // 2))
    left = sum(kept(order).values())
    refund = give(order, What({goods(order).pk: 3}))
    assert refund.amount == left
    assert sum(kept(order).values()) == 0
    assert broken() == []


@pytest.mark.parametrize("bearer", ["platform", "fund"])
def test_borne_by_another_the_maker_keeps_what_she_earned(order, bearer):
    before = balances()
    refund = give(order, What({goods(order).pk: 1}), bearer=bearer)
    after = balances()
    changed = {ref.kind: after[ref, "MAD"] - before.get((ref, "MAD"), 0) for ref, _currency in after}
    assert {kind: moved for kind, moved in changed.items() if moved} == {bearer: -10_001, "refunds": 10_001}
    assert (refund.bearer, Refund.objects.get().bearer) == (bearer, bearer)
    assert broken() == []


def test_borne_by_the_maker_all_others_keep_what_they_earned(order):
    before = balance(payable(order.vendor_id), "MAD")
    give(order, What({goods(order).pk: 1}, delivery=True), bearer="vendor")
    assert balance(payable(order.vendor_id), "MAD") == before - 13_501
    assert balance(Ref("platform"), "MAD") == 3000
    assert broken() == []


@pytest.mark.parametrize("bearer", ["each", "vendor", "platform", "fund"])
def test_parcel_that_comes_back_after_all_leaves_nothing_borne(order, bearer):
    give(order, What({goods(order).pk: 1}, delivery=True, amount=777), bearer=bearer)
    order.refresh_from_db()
    refunding.take_back(order, reason=Reason.CHANGED_MIND, bearer="platform", **CENTRE)
    order.refresh_from_db()
    assert order.state == State.RETURNED
    assert balance(payable(order.vendor_id), "MAD") == 0
    assert balance(Ref("fund"), "MAD") == 0
    assert sum(Refund.objects.values_list("amount", flat=True)) == 3 * 10_001 + 3500
    assert broken() == []


@pytest.mark.parametrize(
    "what",
    [
        lambda order: What(),
        lambda order: What({goods(order).pk: 4}),
        lambda order: What({goods(order).pk: -1}),
        lambda order: What({order.delivery_line.pk: 1}),
        lambda order: What(amount=-1),
        lambda order: What({goods(order).pk: 3}, delivery=True, amount=1),
    ],
)
def test_more_than_she_has_or_nothing_is_refused(order, what):
    with pytest.raises(NotAllowed):
        give(order, what(order))
    assert not Refund.objects.exists()
    assert broken() == []


def test_pieces_of_another_vendors_order_are_refused(order):
    other = moved(buying.order(factories.published(price=90_000)), "accept", "send", "deliver")
    with pytest.raises(NotAllowed):
        give(order, What({goods(other).pk: 1}))
    assert broken() == []


def test_vendor_is_told_what_she_bears_and_nothing_of_what_others_do(order, told):
    told()
    refunding.done(give(order, What({goods(order).pk: 1}), bearer="vendor"), actor=None)
    assert ("vendor-refunded", "text", "+212661000001") in told()
    assert "-100,01" in Message.objects.get(kind="vendor-refunded").body
    refunding.done(give(order, What({goods(order).pk: 1}), bearer="platform"), actor=None)
    assert "vendor-refunded" not in {kind for kind, _channel, _to in told()}
