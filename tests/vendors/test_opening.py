import pytest

from catalogue.models import Card
from tests import factories
from vendors import opening
from vendors.models import Vendor, VendorEvent

pytestmark = pytest.mark.django_db

State = Vendor.State
VERBS = {"approve": opening.approve, "pause": opening.pause, "close": opening.close, "reopen": opening.reopen}
ALLOWED = {
    ("approve", State.APPLIED): State.APPROVED,
    ("pause", State.APPROVED): State.PAUSED,
    ("close", State.APPLIED): State.CLOSED,
    ("close", State.APPROVED): State.CLOSED,
    ("close", State.PAUSED): State.CLOSED,
    ("reopen", State.PAUSED): State.APPROVED,
    ("reopen", State.CLOSED): State.APPROVED,
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", State)
def test_verb_from_each_state_moves_or_refuses(verb, state):
    vendor = factories.vendor(state=state)
    curator = factories.user()
    target = ALLOWED.get((verb, state))

    if target is None:
        with pytest.raises(opening.NotAllowed, match=str(state.label)):
            VERBS[verb](vendor, actor=curator)
    else:
        VERBS[verb](vendor, actor=curator, note="Seen on site")

    vendor.refresh_from_db()
    assert vendor.state == (target or state)
    assert list(VendorEvent.objects.values_list("actor", "note")) == ([(curator.pk, "Seen on site")] if target else [])


def test_pause_decided_twice_at_once_tells_the_second():
    vendor, again = factories.vendor(), None
    again = Vendor.objects.get(pk=vendor.pk)
    opening.pause(vendor, actor=factories.user())

    with pytest.raises(opening.NotAllowed):
        opening.pause(again, actor=factories.user())

    assert VendorEvent.objects.count() == 1


def test_pause_then_reopen_takes_her_pieces_off_the_shelf_and_back():
    piece = factories.published()

    opening.pause(piece.vendor, actor=factories.user())
    assert not Card.objects.shown().filter(product=piece).exists()

    opening.reopen(piece.vendor, actor=factories.user())
    assert Card.objects.shown().filter(product=piece).exists()
