"""Money that came late: two who decide at once, and a buyer of the last piece, over HTTP, by several processes."""

import pytest

from tests.races.test_orders import buy, market, outcome, processes, statuses

pytestmark = pytest.mark.django_db

KEPT, REVIVED = (["cancelled"], ["expired"]), (["placed"], ["captured"])


def came_late(site, pieces):
    """A purchase whose time had passed when its transfer came."""
    purchase = site.get(buy(pieces, transfer=1))[1]["purchase"]
    site.get(f"/orders/{purchase}/make-late/")
    site.get("/orders/expire/")
    assert site.get(f"/orders/{purchase}/receive/")[1]["state"] == "flagged"
    return purchase


def of(site, purchase):
    found = site.get(f"/orders/{purchase}/states/")[1]
    assert found["broken"] == []
    return (found["orders"], found["collections"]), found["payments"]


@pytest.mark.parametrize("racing", [("revive", "send-back"), ("revive", "revive"), ("send-back", "send-back")])
def test_decide_two_ways_at_once_goes_one_of_them(site, racing):
    for _round in range(3):
        purchase = came_late(site, market(site, 1, 1))
        answers = site.get_at_once(*[f"/orders/{purchase}/decide/{decision}/" for decision in racing])
        assert statuses(answers) == [200, 409]
        [done] = [decision for decision, (status, _facts) in zip(racing, answers, strict=True) if status == 200]
        assert of(site, purchase) == ((REVIVED, ["captured"]) if done == "revive" else (KEPT, ["sent_back"]))


def test_revive_that_races_buyers_of_the_last_piece_sells_it_once(site):
    for _round in range(3):
        pieces = market(site, 1, 2)
        purchase = came_late(site, pieces)
        # They take the two pieces one way, the clerk the other.
        answers = site.get_at_once(f"/orders/{purchase}/decide/revive/", *[buy(pieces[::-1])] * 3)
        assert statuses(answers) == [200, 409, 409, 409]
        assert of(site, purchase)[1] == (["captured"] if answers[0][0] == 200 else ["flagged"])
        found = outcome(site, pieces)
        assert (found["purchases"], found["left"], found["broken"]) == (1, [0, 0], [])


def test_revive_carelessly_sells_the_last_piece_twice(site):
    site.get("/drop-checks/")
    oversold, seen = 0, set()
    for _round in range(5):
        pieces = market(site, 1, 1)
        purchase = came_late(site, pieces)
        answers = site.get_at_once(f"/orders/{purchase}/revive-carelessly/", buy(pieces))
        seen |= processes(answers)
        oversold += statuses(answers) == [200, 200]
    assert len(seen) >= 2
    assert oversold
