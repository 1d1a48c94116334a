"""Buyers on the shop's own pages, without script: each has typed everything and presses the last key at the same moment."""

from contextlib import ExitStack, closing

import pytest

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
