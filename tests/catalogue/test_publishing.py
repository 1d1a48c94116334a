import pytest

from catalogue import publishing
from catalogue.models import Card, CardFacet, Product
from tests import factories

pytestmark = pytest.mark.django_db

MOVES = {
    "submit": lambda piece, actor: publishing.submit(piece, actor=actor),
    "publish": lambda piece, actor: publishing.publish(piece, actor=actor),
    "refuse": lambda piece, actor: publishing.refuse(piece, actor=actor, reason="price"),
    "withdraw": lambda piece, actor: publishing.withdraw(piece, actor=actor),
    "reopen": lambda piece, actor: publishing.reopen(piece, actor=actor),
}
ALLOWED = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"publish": "published", "refuse": "refused", "withdraw": "withdrawn"},
    "published": {"refuse": "refused", "withdraw": "withdrawn"},
    "refused": {"submit": "submitted", "withdraw": "withdrawn"},
    "withdrawn": {"reopen": "draft"},
}
PATHS = {
    "draft": (),
    "submitted": ("submit",),
    "published": ("submit", "publish"),
    "refused": ("submit", "refuse"),
    "withdrawn": ("withdraw",),
}


def piece_in(state, actor):
    piece = factories.product(actor=actor)
    for move in PATHS[state]:
        MOVES[move](piece, actor)
    assert piece.state == state
    return piece


@pytest.mark.parametrize("state", ALLOWED)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state_is_allowed_or_refused(state, move):
    actor = factories.user()
    piece = piece_in(state, actor)
    events = piece.events.count()
    if expected := ALLOWED[state].get(move):
        MOVES[move](piece, actor)
        assert piece.state == expected == Product.objects.get(pk=piece.pk).state
        event = piece.events.last()
        assert (piece.events.count(), event.actor) == (events + 1, actor)
    else:
        with pytest.raises(publishing.NotAllowed):
            MOVES[move](piece, actor)
        assert (Product.objects.get(pk=piece.pk).state, piece.events.count()) == (state, events)


def test_publish_of_a_stale_copy_is_refused():
    actor = factories.user()
    piece = piece_in("submitted", actor)
    stale = Product.objects.get(pk=piece.pk)
    publishing.refuse(piece, actor=actor, reason="picture")
    with pytest.raises(publishing.NotAllowed):
        publishing.publish(stale, actor=actor)
    assert not Card.objects.filter(pk=piece.pk).exists()


@pytest.mark.parametrize("lacking", ["pictures", "variants", "texts"])
def test_submit_something_missing_says_what(lacking):
    piece = factories.product()
    getattr(piece, lacking).all().delete()
    with pytest.raises(publishing.NotAllowed) as refusal:
        publishing.submit(piece, actor=None)
    assert str(refusal.value)
    assert Product.objects.get(pk=piece.pk).state == "draft"


def test_refuse_for_another_reason_needs_words():
    actor = factories.user()
    piece = piece_in("submitted", actor)
    with pytest.raises(publishing.NotAllowed):
        publishing.refuse(piece, actor=actor, reason="other", words=" ")
    publishing.refuse(piece, actor=actor, reason="other", words="Deux photos, s’il vous plaît.")
    assert (piece.refusal, piece.refusal_words) == ("other", "Deux photos, s’il vous plaît.")


def test_submit_after_refusal_clears_the_reason():
    actor = factories.user()
    piece = piece_in("refused", actor)
    publishing.submit(piece, actor=actor)
    assert (piece.refusal, piece.refusal_words) == ("", "")


def test_publish_puts_a_card_and_withdraw_leaves_a_tombstone():
    actor = factories.user()
    piece = piece_in("published", actor)
    assert not Card.objects.get(pk=piece.pk).is_withdrawn
    publishing.withdraw(piece, actor=actor)
    assert Card.objects.get(pk=piece.pk).is_withdrawn
    assert not CardFacet.objects.filter(card=piece.pk).exists()


def test_publish_again_keeps_the_first_date():
    actor = factories.user()
    piece = piece_in("published", actor)
    first = piece.published_at
    for move in ("withdraw", "reopen", "submit", "publish"):
        MOVES[move](piece, actor)
    assert piece.published_at == first
