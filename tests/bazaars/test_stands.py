import pytest

from bazaars import stands


@pytest.mark.parametrize(
    ("codes", "ordered"),
    [
        (["A10", "A2", "B1", ""], ["A2", "A10", "B1", ""]),
        (["10", "9", "1"], ["1", "9", "10"]),
        (["b 2", "A 3", "A 3 bis"], ["A 3", "A 3 bis", "b 2"]),
        (["7", "A1", "7bis"], ["7", "7bis", "A1"]),
    ],
)
def test_order_is_that_of_a_walk(codes, ordered):
    assert sorted(codes, key=stands.order) == ordered
