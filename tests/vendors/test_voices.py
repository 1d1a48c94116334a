"""A maker's voice is heard only while she agrees, wherever a page has it."""

import pytest

from media.models import Recording
from tests import factories
from vendors import consent, voices
from vendors.models import Consent

pytestmark = pytest.mark.django_db
VOICE = Consent.Subject.VOICE


@pytest.fixture
def voice():
    return Recording.objects.create(title="x", language="fr", hash="0" * 32, milliseconds=1000, bars="3")


@pytest.fixture
def fadma(voice):
    return factories.maker(factories.vendor(), voice=voice)


def is_withheld():
    return Recording.objects.get().is_withheld


def test_voice_follows_the_consent(fadma):
    actor = factories.user()
    voices.mind_of(fadma.vendor)
    assert (is_withheld(), fadma.shown_voice) == (True, None)
    consent.give(fadma, VOICE, actor=actor)
    assert is_withheld() is False
    consent.withdraw(fadma, VOICE, actor=actor)
    assert is_withheld() is True


def test_voice_is_not_moved_by_another_consent(fadma):
    voices.mind_of(fadma.vendor)
    consent.give(fadma, Consent.Subject.STORY, actor=factories.user())
    assert is_withheld() is True


def test_voice_of_two_is_heard_when_both_agree(fadma, voice):
    ijja = factories.maker(fadma.vendor, voice=voice)
    consent.give(fadma, VOICE, actor=factories.user())
    assert is_withheld() is True
    consent.give(ijja, VOICE, actor=factories.user())
    assert is_withheld() is False


def test_voice_that_is_nobodys_stays_as_it_is(fadma, voice):
    voices.mind_of(fadma.vendor)
    fadma.voice = None
    fadma.save()
    voices.mind([voice])
    assert is_withheld() is True


def test_consent_that_fails_leaves_the_voice(fadma):
    actor = factories.user()
    consent.give(fadma, VOICE, actor=actor)
    with pytest.raises(consent.NotAllowed):
        consent.give(fadma, VOICE, actor=actor)
    assert is_withheld() is False
