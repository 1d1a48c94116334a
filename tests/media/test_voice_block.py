"""What visitors get of a voice and of a video in a story."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation
from wagtail.blocks import StreamBlock

from media import recording
from media.blocks import STORY_BLOCKS, VideoBlock
from media.filming import take_in_film
from media.models import Recording
from media.recording import take_in_recording
from tests import factories
from tests.media import sounds

pytestmark = pytest.mark.django_db
YOUTUBE = "https://youtu.be/aqz-KE-bpKQ"


def shown(kind, value, language="fr", request=None):
    block = StreamBlock(STORY_BLOCKS)
    body = block.to_python([{"type": kind, "value": value}])
    with translation.override(language):
        return body[0].render({"request": request} if request else None)


@pytest.fixture
def voice(stored):
    return take_in_recording(
        sounds.wav(),
        title="x",
        language="ary",
        speaker="Fadma & Ijja",
        transcript="كنصبغ الصوفة",
        translation_fr="Je teins.",
    )


def test_voice_is_heard_without_script_and_nothing_is_loaded_before(voice):
    html = shown("voice", {"recording": voice.pk})
    assert '<audio controls preload="none">' in html
    assert f'src="/spoken/{voice.hash}.webm" type="audio/webm; codecs=opus"' in html
    assert f'src="/spoken/{voice.hash}.m4a" type="audio/mp4"' in html
    assert "data-voice-player hidden" in html
    assert html.count("<rect ") == 60
    assert "style=" not in html
    assert "Fadma &amp; Ijja" in html


def test_voice_is_read_in_the_readers_language_which_says_that_it_is_translated(voice):
    french = shown("voice", {"recording": voice.pk}, "fr")
    assert '<div lang="fr" dir="auto"><p>Je teins.</p></div>' in french
    assert "voice__note" in french
    english = shown("voice", {"recording": voice.pk}, "en")
    assert "Translated from Darija" not in shown("voice", {"recording": voice.pk}, "ary")
    assert '<div lang="ary" dir="auto"><p>كنصبغ الصوفة</p></div>' in english


def test_voice_without_transcript_says_so(voice):
    Recording.objects.update(transcript="", translation_fr="")
    html = shown("voice", {"recording": voice.pk}, "en")
    assert "The transcript is not written yet." in html
    assert "<details" not in html


def test_voice_of_a_machine_says_so(voice):
    assert "synthetic voice" not in shown("voice", {"recording": voice.pk}, "en")
    Recording.objects.update(is_synthetic=True)
    assert "synthetic voice" in shown("voice", {"recording": voice.pk}, "en")


def test_voice_withheld_shows_neither_sound_nor_words(voice):
    recording.withhold(voice, True)
    html = shown("voice", {"recording": voice.pk})
    assert html.strip() == ""


def test_voice_that_is_gone_shows_nothing():
    assert shown("voice", {"recording": 999}).strip() == ""


def test_voice_bars_are_numbers_in_any_language(voice):
    assert shown("voice", {"recording": voice.pk}, "fr").count(",") == shown(
        "voice", {"recording": voice.pk}, "en"
    ).count(",")
    for language in ("fr", "ar", "en"):
        for piece in shown("voice", {"recording": voice.pk}, language).split("<rect ")[1:]:
            y = piece.split('y="')[1].split('"')[0]
            assert 0 <= float(y) < 24


def test_video_elsewhere_loads_nothing_of_it_and_lets_its_frame_in(stored):
    request = RequestFactory().get("/")
    value = {"title": "La teinture", "poster": factories.picture(ready="320").pk, "film": None, "link": YOUTUBE}
    html = shown("video", value, request=request)
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html
    assert 'rel="noopener noreferrer"' in html
    assert "<iframe" not in html
    assert "ytimg" not in html
    assert request.frame_origins == {"https://www.youtube-nocookie.com"}


def test_video_elsewhere_where_no_policy_can_be_set_is_a_link_alone(stored):
    value = {"title": "La teinture", "poster": factories.picture().pk, "film": None, "link": YOUTUBE}
    assert 'data-frame=""' in shown("video", value)


def test_video_of_ours_is_not_loaded_before(stored):

    film = take_in_film(io.BytesIO(sounds.gps_video()), title="x", language="fr")
    value = {"title": "La teinture", "poster": factories.picture(ready="320").pk, "film": film.pk, "link": ""}
    html = shown("video", value)
    assert '<video controls preload="none" width="160" height="120"' in html
    assert f'src="/spoken/{film.hash}.mp4"' in html
    assert "_voice" not in html
    assert not [name for name, content in stored().items() if sounds.GPS_MARK in content]


@pytest.mark.parametrize(("link", "with_film"), [("", False), (YOUTUBE, True), ("https://example.org/video", False)])
def test_video_is_one_of_both_and_of_a_known_provider(stored, link, with_film):

    film = take_in_film(io.BytesIO(sounds.video()), title="x", language="fr") if with_film else None
    block = VideoBlock()
    value = block.to_python({"title": "x", "poster": factories.picture().pk, "film": film and film.pk, "link": link})
    with pytest.raises(ValidationError):
        block.clean(value)
