"""What browser and worker tests ask a process of the shop: a failure there must be one here."""

import os

import pytest

from tests import hand


@pytest.fixture(scope="module")
def do():
    with hand.lent({**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}) as do:
        yield do


def test_hand_answers_what_the_code_printed_and_knows_the_shop(do):
    assert do("from catalogue.models import Card; print(Card._meta.label); print(2)") == "catalogue.Card\n2"


def test_hand_has_nothing_left_of_the_code_before(do):
    do("import builtins; builtins.left = 1; left_too = 1")
    assert do("import builtins; print(hasattr(builtins, 'left'), 'left_too' in globals())") == "False False"


@pytest.mark.parametrize("code", ["assert 1 == 2, 'not so'", "import sys; sys.exit('not so')"])
def test_hand_fails_with_the_words_of_the_code_that_failed(do, code):
    with pytest.raises(AssertionError, match="not so"):
        do(code)
