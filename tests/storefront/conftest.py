import pytest

from marketplace.storefront import cards, memo


@pytest.fixture(autouse=True)
def _nothing_remembered():
    memo.forget_all()
    cards._kept.clear()
