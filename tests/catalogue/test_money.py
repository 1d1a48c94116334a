from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.money import format_number, format_price, per_thousand, share_out, to_decimal, to_minor

weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(st.integers(0, 10**12), weights)
def test_share_out_any_amount_parts_sum_to_the_whole(amount, weights):
    parts = share_out(amount, weights)
    assert sum(parts) == amount
    assert min(parts) >= 0


@given(st.integers(0, 10**12), weights)
def test_share_out_any_amount_each_part_within_one_unit(amount, weights):
    total = sum(weights)
    if total:
        assert all(
            abs(part * total - amount * weight) < total
            for part, weight in zip(share_out(amount, weights), weights, strict=True)
        )


def test_share_out_equal_remainders_first_wins():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]


def test_share_out_zero_weights_gives_all_to_the_first():
    assert share_out(7, [0, 0]) == [7, 0]


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, [-1, 2]), (1, [])])
def test_share_out_impossible_refuses(amount, weights):
    with pytest.raises(ValueError):
        share_out(amount, weights)


@given(st.integers(0, 10**12), st.sampled_from(["MAD", "XOF"]))
def test_to_minor_of_to_decimal_is_the_same(minor, currency):
    assert to_minor(to_decimal(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.5", "XOF"), ("1.005", "MAD"), ("NaN", "MAD"), ("Infinity", "MAD")]
)
def test_to_minor_not_an_amount_refuses(amount, currency):
    with pytest.raises(ValueError):
        to_minor(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "expected"),
    [
        (185000, "MAD", "fr", "1\u202f850"),
        (185050, "MAD", "fr", "1\u202f850,50"),
        (185050, "MAD", "ar", "1.850,50"),
        (185000, "MAD", "en", "1,850"),
        (1850, "XOF", "fr", "1\u202f850"),
    ],
)
def test_format_number_by_language_follows_its_custom(minor, currency, language, expected):
    assert format_number(minor, currency, language) == expected


def test_format_price_has_the_unit_where_the_language_puts_it():
    assert [format_price(185000, "MAD", language) for language in ("fr", "ar", "en")] == [
        "1\u202f850\u00a0DH",
        "1.850\u00a0درهم",
        "MAD\u00a01,850",
    ]


@pytest.mark.parametrize(
    ("minor", "quantity", "expected"),
    [(14000, 500, 28000), (100, 3, 33333), (200, 3, 66667), (1, 2000, 1), (1, 2001, 0)],
)
def test_per_thousand_is_rounded_to_the_nearest_unit(minor, quantity, expected):
    assert per_thousand(minor, quantity) == expected
