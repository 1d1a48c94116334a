"""What becomes of a sound that somebody sent."""

from itertools import pairwise

import pytest

from media import bars
from media.sounds import AAC, OPUS, Refused, prepare, to_aac
from tests.media import sounds

KNOWN = ["wav", "m4a", "ogg", "webm", "mp3", "amr", "threegp", "adts"]


@pytest.mark.parametrize("kind", KNOWN)
def test_prepare_reads_what_phones_record(kind):
    prepared = prepare(getattr(sounds, kind)())
    assert prepared.milliseconds == pytest.approx(2000, abs=60)
    with sounds.opened(prepared.files[OPUS]) as made:
        assert made.format.name == "matroska,webm"
        assert made.streams.audio[0].codec_context.codec.canonical_name == "opus"
        assert (len(made.streams), made.streams.audio[0].channels) == (1, 1)


@pytest.mark.parametrize("kind", ["gps_wav", "gps_m4a"])
def test_prepare_keeps_no_position(kind):
    sent = getattr(sounds, kind)()
    assert sounds.GPS_MARK in sent
    prepared = prepare(sent)
    assert set(prepared.files) == {OPUS, AAC}
    for content in [*prepared.files.values(), to_aac(prepared.files[OPUS])]:
        assert sounds.GPS_MARK not in content
        assert b"29.69" not in content


@pytest.mark.parametrize("kind", ["mp3", "ogg", "m4a", "webm"])
def test_prepare_keeps_no_tag(kind):
    sent = getattr(sounds, kind)(title="Chez Fadma a Taznakht", artist="0612345678")
    assert b"0612345678" in sent
    for content in prepare(sent).files.values():
        assert b"0612345678" not in content
        assert b"Chez Fadma" not in content


def test_prepare_is_the_same_for_the_same_sound():
    sent = sounds.wav()
    assert prepare(sent) == prepare(sent)
    assert prepare(sent).hash != prepare(sounds.wav(1.5)).hash


def test_prepare_of_a_short_sound_writes_aac_that_iphones_read():
    with sounds.opened(prepare(sounds.m4a()).files[AAC]) as made:
        assert made.streams.audio[0].codec_context.codec.canonical_name == "aac"
        assert made.duration / 1_000_000 == pytest.approx(2, abs=0.1)


def test_aac_has_its_index_before_its_sound():
    content = prepare(sounds.wav()).files[AAC]
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_prepare_of_a_long_sound_leaves_aac_to_the_worker(monkeypatch):
    monkeypatch.setattr("media.sounds.AT_ONCE", 1)
    assert set(prepare(sounds.wav()).files) == {OPUS}


def test_bars_follow_the_loudness():
    heights = bars.read(prepare(sounds.wav()).bars)
    assert len(heights) == bars.BARS
    assert (heights[0], heights[-1]) == (bars.LOWEST, bars.HIGHEST)
    assert all(later >= earlier - 1 for earlier, later in pairwise(heights))


def test_bars_of_silence_are_low():
    silence = sounds.wav()
    head = silence.index(b"data") + 8
    assert set(bars.read(prepare(silence[:head] + bytes(len(silence) - head)).bars)) == {bars.LOWEST}


def test_bars_of_a_very_short_sound_are_as_many():
    assert len(bars.read(prepare(sounds.wav(0.1)).bars)) == bars.BARS


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"", "broken"),
        (lambda: b"These are only words, whatever the name says.", "type"),
        (lambda: b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/secret.mp3\n", "type"),
        (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "type"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "type"),
        (lambda: sounds.video(), "video"),
        (lambda: sounds.video("webm", "libvpx", sound="libopus"), "video"),
        (lambda: sounds.m4a()[:6000], "broken"),
        (lambda: sounds.wav()[:50_000], "broken"),
        (lambda: sounds.webm()[:700], "broken"),
        (lambda: b"OggS" + bytes(3000), "broken"),
        (lambda: b"ID3" + b"\x04\0\0\0\0\0\0" + b"no sound at all " * 400, "broken"),
        (lambda: sounds.recorded("ogg", "flac"), "type"),
    ],
)
def test_prepare_refuses_what_is_no_whole_sound(make, reason):
    with pytest.raises(Refused) as refusal:
        prepare(make())
    assert refusal.value.reason == reason


def test_prepare_forgives_a_tag_at_the_end():
    assert prepare(sounds.mp3() + b"TAG" + bytes(125)).milliseconds == pytest.approx(2000, abs=60)


def test_prepare_of_a_wav_that_does_not_know_its_length_reads_it_all():
    sent = bytearray(sounds.wav())
    sent[4:8] = b"\xff\xff\xff\xff"
    assert prepare(bytes(sent)).milliseconds == 2000


def test_prepare_refuses_what_is_too_large(settings):
    settings.RECORDING_MAX_BYTES = 1000
    with pytest.raises(Refused, match="trop lourd"):
        prepare(sounds.m4a())


@pytest.mark.parametrize("kind", ["wav", "mp3", "ogg"])
def test_prepare_refuses_what_is_too_long_and_says_how_long_it_may_be(kind, settings):
    settings.RECORDING_MAX_SECONDS = 60
    sent = {"wav": lambda: sounds.wav(62, rate=8000), "mp3": None, "ogg": None}[kind]
    settings.RECORDING_MAX_SECONDS = 60 if sent else 0
    with pytest.raises(Refused, match="au plus") as refusal:
        prepare(sent() if sent else getattr(sounds, kind)())
    assert refusal.value.reason == "long"
