import io

import pytest

from media.filming import Refused, prepare
from tests.media import sounds


@pytest.mark.parametrize(
    ("sent", "format_"),
    [(lambda: sounds.video(), "mp4"), (lambda: sounds.video("webm", "libvpx", sound="libopus"), "webm")],
)
def test_prepare_keeps_pictures_and_sound(sent, format_):
    prepared = prepare(io.BytesIO(sent()))
    assert (prepared.format, prepared.width, prepared.height) == (format_, 160, 120)
    assert prepared.milliseconds == pytest.approx(1000, abs=60)
    with sounds.opened(prepared.content) as made:
        assert [stream.type for stream in made.streams] == ["video", "audio"]
        assert sum(1 for _frame in made.decode(video=0)) == 30


def test_prepare_keeps_no_position():
    assert sounds.GPS_MARK not in prepare(io.BytesIO(sounds.gps_video())).content


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"", "broken"),
        (lambda: b"words", "type"),
        (lambda: sounds.m4a(), "type"),
        (lambda: sounds.video("mp4", "mpeg4"), "codec"),
        (lambda: sounds.video(count=240)[:25_000], "broken"),
    ],
)
def test_prepare_refuses_what_cannot_be_shown(make, reason):
    with pytest.raises(Refused) as refusal:
        prepare(io.BytesIO(make()))
    assert refusal.value.reason == reason


def test_prepare_refuses_what_is_too_large(settings):
    settings.FILM_MAX_BYTES = 1000
    with pytest.raises(Refused, match="trop lourd"):
        prepare(io.BytesIO(sounds.video()))
