"""The demo's voices: small, honest about who speaks, heard with the consent of those who lend their names."""

import io

import pytest

from marketplace.demo import building, source
from marketplace.storefront.models import StoryPage
from marketplace.storefront.stories import story_with_voice
from media.models import Recording
from vendors.models import Consent, Maker, VendorPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_demo_voices_are_small_and_say_that_a_machine_speaks():
    assert all(len(source.voice(given["name"])) <= 60_000 for given in source.voices()["voices"])
    voices = Recording.objects.all()
    assert {voice.language for voice in voices} == {"fr", "ar"}
    for voice in voices:
        assert voice.is_synthetic
        assert not voice.is_withheld
        assert all(voice.words_in(language)[1] == language for language in ("fr", "ar", "en"))


def test_demo_voices_are_heard_with_consent():
    makers = Maker.objects.exclude(voice=None)
    assert len(makers) == Recording.objects.count() == 3
    assert all(maker.consents_to(Consent.Subject.VOICE) for maker in makers)


def test_demo_story_is_told_in_three_languages_and_heard_in_each():
    pages = StoryPage.objects.live().select_related("locale")
    assert {page.locale.language_code for page in pages} == {"fr", "ar", "en"}
    assert len({page.translation_key for page in pages}) == 1
    assert all(story_with_voice(language) for language in ("fr", "ar", "en"))
    assert all(page.told_vendors.exists() and page.told_fairs.exists() and page.crafts.exists() for page in pages)


def test_demo_made_by_an_earlier_release_gets_its_voices_once():
    for page in StoryPage.objects.all():
        page.delete()
    for page in VendorPage.objects.filter(vendor__code="azetta-n-iguer"):
        page.body = [(block.block_type, block.value) for block in page.body if block.block_type != "voice"]
        page.save()
    Maker.objects.update(voice=None)
    Recording.objects.all().delete()
    building.catch_up(out=io.StringIO())
    assert (Recording.objects.count(), StoryPage.objects.live().count()) == (3, 3)
    told = VendorPage.objects.filter(vendor__code="azetta-n-iguer", live=True)
    assert all([block.block_type for block in page.body].count("voice") == 1 for page in told)
    # What staff took out afterwards stays out.
    StoryPage.objects.first().delete()
    building.catch_up(out=io.StringIO())
    assert StoryPage.objects.count() == 2
