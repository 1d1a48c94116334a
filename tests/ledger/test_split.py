"""How a price is shared out, for any rule and any amount."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.ledger.split import DEFAULT, WHOLE, Part, Party, Rule, Sale, rule_for, share

TODAY = date(2026, 11, 24)
ids = st.integers(1, 3)
amounts = st.integers(0, 10**12)


@st.composite
def rules(draw):
    left, parts = WHOLE, []
    for _part in range(4):
        parts.append(draw(st.integers(0, left)))
        left -= parts[-1]
    starts = TODAY + timedelta(draw(st.integers(-2, 2)))
    return Rule(
        "",
        *draw(st.permutations(parts)),
        vendor_id=draw(st.none() | ids),
        cooperative_id=draw(st.none() | ids),
        category_id=draw(st.none() | ids),
        starts=starts,
        ends=draw(st.none() | st.integers(0, 2).map(lambda days: starts + timedelta(days))),
        position=draw(st.integers(0, 3)),
    )


sales = st.builds(
    Sale,
    amounts,
    st.sampled_from(["MAD", "XOF"]),
    vendor_id=ids,
    cooperative_id=st.none() | ids,
    category_ids=st.lists(ids, max_size=2).map(tuple),
    maker_id=st.none() | ids,
)


@given(sales, rules())
def test_share_parts_sum_to_the_amount_and_none_is_negative(sale, rule):
    parts = share(sale, rule)
    assert sum(part.amount for part in parts) == sale.amount
    assert all(part.amount > 0 for part in parts[1:])
    assert parts[0].party == Party.MAKER
    assert parts[0].amount >= 0


@given(sales, rules())
def test_share_each_part_is_within_one_unit_of_its_exact_part(sale, rule):
    cooperative = rule.cooperative if sale.cooperative_id else 0
    exact = {
        Party.MAKER: WHOLE - rule.platform - cooperative - rule.fund - rule.fee,
        Party.COOPERATIVE: cooperative,
        Party.PLATFORM: rule.platform,
        Party.FUND: rule.fund,
        Party.FEES: rule.fee,
    }
    got = {part.party: part.amount for part in share(sale, rule)}
    assert all(abs(got.get(party, 0) * WHOLE - sale.amount * weight) < WHOLE for party, weight in exact.items())


@given(sales, rules())
def test_share_is_the_same_each_time_and_names_each_party_once(sale, rule):
    parts = share(sale, rule)
    assert share(sale, rule) == parts
    assert len({part.party for part in parts}) == len(parts)


@given(sales, rules())
def test_share_is_paid_to_the_seller_alone_or_stays_with_the_centre(sale, rule):
    seller = sale.cooperative_id or sale.vendor_id
    for part in share(sale, rule):
        paid = part.party in {Party.MAKER, Party.COOPERATIVE}
        assert part.payee_id == (seller if paid else None)
        assert part.maker_id == (sale.maker_id if part.party == Party.MAKER else None)


RULE = Rule(platform=500, cooperative=1500, fund=250, fee=150)


def test_share_of_a_vendor_who_sells_by_herself_leaves_the_cooperatives_part_to_her():
    assert share(Sale(25000, "MAD", vendor_id=4, maker_id=9), RULE) == (
        Part(Party.MAKER, 22750, payee_id=4, member_id=4, maker_id=9),
        Part(Party.PLATFORM, 1250),
        Part(Party.FUND, 625),
        Part(Party.FEES, 375),
    )


def test_share_of_a_member_is_paid_to_the_cooperative_for_her():
    parts = share(Sale(25000, "MAD", vendor_id=4, cooperative_id=2), RULE)
    assert parts[:2] == (
        Part(Party.MAKER, 19000, payee_id=2, member_id=4),
        Part(Party.COOPERATIVE, 3750, payee_id=2, member_id=2),
    )


def test_share_of_a_cooperatives_own_piece_is_its_members_pool():
    parts = share(Sale(25000, "MAD", vendor_id=2, cooperative_id=2, maker_id=9), RULE)
    assert parts[0] == Part(Party.MAKER, 19000, payee_id=2, member_id=2, maker_id=9)


def test_share_without_a_rule_is_all_the_makers():
    sale = Sale(9999, "XOF", vendor_id=4)
    assert share(sale, rule_for(sale, [], TODAY)) == (Part(Party.MAKER, 9999, payee_id=4, member_id=4),)


def test_share_that_leaves_the_maker_nothing_still_names_her():
    assert share(Sale(100, "XOF", vendor_id=4), Rule(fund=WHOLE)) == (
        Part(Party.MAKER, 0, payee_id=4, member_id=4),
        Part(Party.FUND, 100),
    )


def test_rule_of_more_than_the_whole_is_refused():
    with pytest.raises(ValueError):
        Rule(platform=9000, fund=1001)
    with pytest.raises(ValueError):
        Rule(platform=-1)


SALE = Sale(100, "MAD", vendor_id=4, cooperative_id=2, category_ids=(31, 3))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(),
        Rule(vendor_id=4),
        Rule(cooperative_id=2),
        Rule(category_id=3),
        Rule(category_id=31, vendor_id=4),
        Rule(starts=TODAY, ends=TODAY),
    ],
)
def test_rule_fits(rule):
    assert rule.fits(SALE, TODAY)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(vendor_id=5),
        Rule(cooperative_id=4),
        Rule(category_id=4),
        Rule(category_id=31, vendor_id=5),
        Rule(starts=TODAY + timedelta(1)),
        Rule(ends=TODAY - timedelta(1)),
    ],
)
def test_rule_does_not_fit(rule):
    assert not rule.fits(SALE, TODAY)


def test_rule_for_takes_the_first_by_position_that_fits():
    late, early, other = Rule("late", position=9), Rule("early", position=2), Rule("other", position=1, vendor_id=8)
    assert rule_for(SALE, [late, early, other], TODAY) == early


@given(sales, st.lists(rules(), max_size=6))
def test_rule_for_always_finds_one(sale, given_rules):
    found = rule_for(sale, given_rules, TODAY)
    assert found == DEFAULT or found.fits(sale, TODAY)
    assert all(
        rule.position >= found.position for rule in given_rules if found in given_rules and rule.fits(sale, TODAY)
    )
