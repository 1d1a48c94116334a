"""Takes of the last pieces, at once, over HTTP, by several processes."""

import pytest

# The race has a database of its own; the mark has pytest-django make the one it is copied from.
pytestmark = pytest.mark.django_db


def race(site, path, times):
    answers = site.get_at_once(*[path] * times)
    assert len({facts["pid"] for _status, facts in answers}) >= 2
    assert {status for status, _facts in answers} <= {200, 409}
    return sum(status == 200 for status, _facts in answers)


def test_take_of_the_last_piece_by_two_one_wins(site):
    for _round in range(5):
        variant = site.get("/scene/1/")[1]["variant"]
        answers = site.get_at_once(*[f"/take/{variant}/"] * 2)
        assert sorted(status for status, _facts in answers) == [200, 409]


def test_take_of_seven_pieces_by_forty_sells_exactly_seven(site):
    variant = site.get("/scene/7/")[1]["variant"]
    assert race(site, f"/take/{variant}/", 40) == 7
    outcome = site.get(f"/outcome/{variant}/")[1]
    assert (outcome["on_hand"], outcome["taken"], outcome["card_left"]) == (0, 7, 0)


def test_take_carelessly_of_seven_pieces_by_forty_oversells(site):
    site.get("/drop-checks/")
    variant = site.get("/scene/7/")[1]["variant"]
    assert race(site, f"/take-carelessly/{variant}/", 40) > 7
