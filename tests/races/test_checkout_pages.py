"""Buyers on the shop's own pages, without script: each has typed everything and presses the last key at the same moment."""

import re
from contextlib import ExitStack, closing

import pytest

from marketplace.messaging import outbox
from tests.bench.shopper import Shopper
from tests.together import at_once

pytestmark = pytest.mark.django_db

BUYERS = 60


@pytest.fixture
def shopping(site):
    """A shopper in such a scene, on a connection of her own."""
    with ExitStack() as stack:
        yield lambda scene: stack.enter_context(closing(Shopper(site.port, scene["province"])))


def market(site, on_hand, vendors):
    return site.get(f"/orders/market/{on_hand}/{vendors}/")[1]


def outcome(site, scene):
    return site.get(f"/orders/outcome/?pieces={','.join(map(str, scene['pieces']))}")[1]


def test_checkout_of_seven_pieces_of_three_vendors_by_sixty_sells_exactly_seven(site, shopping):
    scene = market(site, 7, 3)
    shoppers = [shopping(scene) for _buyer in range(BUYERS)]
    pages = [shopper.walk(scene["variants"]) for shopper in shoppers]
    confirmations = [
        lambda each=each, page=page: each.confirm(page) for each, page in zip(shoppers, pages, strict=True)
    ]
    answers = at_once(*confirmations)
    assert len({shopper.server for shopper in shoppers}) >= 2
    assert sorted(status for status, _found in answers) == [303] * 7 + [409] * (BUYERS - 7)
    for status, found in answers:
        # Who bought is led to her purchase; who did not is told so in this very answer.
        assert (
            found.startswith("/en/orders/") if status == 303 else "This piece has been sold in the meantime." in found
        )
    found = outcome(site, scene)
    assert (found["purchases"], found["left"], found["broken"]) == (7, [0, 0, 0], [])


def test_checkout_pressed_twice_on_two_connections_makes_one_purchase(site, shopping):
    scene = market(site, 3, 2)
    shopper, twin = shopping(scene), shopping(scene)
    page = shopper.walk(scene["variants"])
    twin.cookies = dict(shopper.cookies)
    answers = at_once(lambda: shopper.confirm(page), lambda: twin.confirm(page))
    assert [status for status, _found in answers] == [303, 303]
    assert len({address for _status, address in answers}) == 1
    found = outcome(site, scene)
    assert (found["purchases"], found["left"], found["broken"]) == (1, [2, 2], [])


def test_checkout_confirmed_by_a_code_and_pressed_twice_sends_one_code_and_makes_one_purchase(site, shopping):
    scene = market(site, 20, 2)
    shopper, twin = shopping(scene), shopping(scene)
    # Seven times 250 dirhams, from a telephone that nobody knows.
    page = shopper.walk(scene["variants"][:1] * 7, phone="06 77 45 01 23")
    twin.cookies = dict(shopper.cookies)
    asked = at_once(lambda: shopper.confirm(page), lambda: twin.confirm(page))
    assert [status for status, _text in asked] == [200, 200]
    assert all("one-time-code" in text for _status, text in asked)
    [message] = [each for each in outbox.newest() if each["to"] == "+212677450123"]
    code = re.search(r"\b\d{6}\b", message["body"]).group()
    answers = at_once(lambda: shopper.confirm(page, code=code), lambda: twin.confirm(page, code=code))
    assert [status for status, _found in answers] == [303, 303]
    assert len({address for _status, address in answers}) == 1
    found = outcome(site, scene)
    assert (found["purchases"], found["left"], found["broken"]) == (1, [13, 20], [])


def test_code_guessed_by_many_at_once_is_tried_three_times(site, shopping):
    scene = market(site, 20, 1)
    shopper = shopping(scene)
    page = shopper.walk(scene["variants"] * 7, phone="06 77 45 01 24")
    shopper.confirm(page)
    others = [shopping(scene) for _guess in range(12)]
    for other in others:
        other.cookies = dict(shopper.cookies)
    guesses = [lambda each=each: each.confirm(page, code="000000") for each in others]
    texts = [text for _status, text in at_once(*guesses)]
    wrong = sum("That is not the code." in text for text in texts)
    # Whoever reads the count after the third of them is told so, whichever try was her own.
    assert 0 <= wrong <= 2
    assert sum("That was not the code three times." in text for text in texts) == 12 - wrong
    assert outcome(site, scene)["purchases"] == 0
