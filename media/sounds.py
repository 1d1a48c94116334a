"""From the bytes somebody sent to a recording that any phone plays. Pure: no database, no storage.

What the file *is* decides, never its name. Only the sound is heard and written anew, so nothing else that came in the
file (position, names, a cover, a second track) can be in what is kept.
"""

import hashlib
import re
import struct
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import av
from av.codec.context import Flags
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from media.bars import Loudness

RATE = 48_000
OPUS, AAC = "webm", "m4a"
# A minute is written as AAC while she waits; the rest is the worker's.
AT_ONCE = 60
# How a file begins, and the one reader of FFmpeg that may look at it: its own guess would follow play lists too.
_READERS = (
    (re.compile(rb"....ftyp", re.DOTALL), "mov"),
    (re.compile(rb"OggS"), "ogg"),
    (re.compile(rb"\x1aE\xdf\xa3"), "matroska"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "wav"),
    (re.compile(rb"#!AMR"), "amr"),
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "mp3"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac"),
)
# These say at their beginning how long they are: one that ends earlier was cut off on its way.
_SAY_HOW_LONG = {"mov", "wav", "matroska"}
# A recorder that cannot go back to fill in the length leaves the highest number.
_WRITTEN_AS_IT_CAME = 0xFFFFFF00
_CODECS = {"aac", "alac", "amr_nb", "amr_wb", "mp3", "opus", "vorbis"}
_MOST_UNREADABLE = 0.1

MESSAGES = {
    "type": _("This recording could not be read. Record it on the phone and send it again."),
    "video": _("This is a video. Send the sound alone."),
    "big": _("This recording is too large. Record with the phone’s normal setting."),
    "long": _("This recording is too long: %(minutes)s minutes at most."),
    "broken": _("The recording arrived cut off. Send it once more."),
}


class Refused(Exception):
    """The file cannot become a recording; `str()` says why to the person who sent it. `reason` is a key of MESSAGES."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(MESSAGES[self.reason]) % {"minutes": settings.RECORDING_MAX_SECONDS // 60}


@dataclass(frozen=True)
class Prepared:
    """A recording ready to be stored: `files` by format, Opus always, AAC when it was short."""

    hash: str
    milliseconds: int
    bars: str
    files: dict[str, bytes] = field(repr=False)


def prepare(source) -> Prepared:
    """The upload `source` (bytes or a binary file) as a `Prepared`, else `Refused`. Takes up to 10 s."""
    file = BytesIO(source) if isinstance(source, bytes | bytearray | memoryview) else source
    reader = _reader_of(file)
    try:
        with av.open(file, format=reader, metadata_errors="ignore") as sent:
            return _heard(sent, _only_sound(sent), may_be_cut=reader in _SAY_HOW_LONG)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused("big") from error
    except Exception as error:
        # FFmpeg reports a damaged file through many classes, and its readers fail in ways of their own.
        raise Refused("broken") from error


def to_aac(opus: bytes) -> bytes:
    """The stored Opus once more, for iPhones that do not know it."""
    with av.open(BytesIO(opus), format="matroska") as kept, Writer(AAC) as writer:
        for frame in _plain(_decoded(kept, kept.streams.audio[0])):
            writer.write(frame)
        return writer.finish()


def _reader_of(file) -> str:
    try:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(16)
        file.seek(0)
    except (OSError, ValueError) as error:
        raise Refused("broken") from error
    if size > settings.RECORDING_MAX_BYTES:
        raise Refused("big")
    if not size:
        raise Refused("broken")
    reader = next((reader for pattern, reader in _READERS if pattern.match(start)), None)
    if reader is None:
        raise Refused("type")
    if reader == "wav" and size < _length_of_riff(start) < _WRITTEN_AS_IT_CAME:
        raise Refused("broken")
    return reader


def _length_of_riff(start: bytes) -> int:
    """FFmpeg reads a WAV as far as it goes, whatever it says of its length."""
    return struct.unpack_from("<I", start, 4)[0] + 8


def _only_sound(sent):
    """Its one track of sound. A picture that comes with it is a cover, pictures that move are a video."""
    if any(not stream.disposition & stream.disposition.attached_pic for stream in sent.streams.video):
        raise Refused("video")
    if not sent.streams.audio:
        raise Refused("type")
    sound = sent.streams.audio[0]
    codec = sound.codec_context.codec.canonical_name
    if codec not in _CODECS and not codec.startswith("pcm_"):
        raise Refused("type")
    return sound


def _declared(sent, sound) -> float:
    """How long the file says that it is, in seconds; 0 when it does not."""
    if sound.duration and sound.time_base:
        return float(sound.duration * sound.time_base)
    return (sent.duration or 0) / av.time_base


def _heard(sent, sound, *, may_be_cut: bool) -> Prepared:
    declared = _declared(sent, sound) if may_be_cut else 0
    most = settings.RECORDING_MAX_SECONDS
    if declared > most + 1:
        raise Refused("long")
    loudness, samples = Loudness(), 0
    with ExitStack() as stack:
        formats = [OPUS, AAC] if 0 < declared <= AT_ONCE else [OPUS]
        writers = [stack.enter_context(Writer(format_)) for format_ in formats]
        for frame in _plain(_decoded(sent, sound)):
            samples += frame.samples
            if samples > (most + 1) * RATE:
                raise Refused("long")
            loudness.hear(frame)
            for writer in writers:
                writer.write(frame)
        if not samples or samples / RATE < 0.9 * declared - 1:
            raise Refused("broken")
        files = {writer.format: writer.finish() for writer in writers}
    return Prepared(
        hash=hashlib.blake2b(files[OPUS], digest_size=16).hexdigest(),
        milliseconds=round(samples * 1000 / RATE),
        bars=loudness.bars(),
        files=files,
    )


def _decoded(sent, sound) -> Iterator[Any]:
    """Its frames. A few unreadable packets (a tag at the end, a cut in the middle) are left out; many refuse the file."""
    read = unreadable = 0
    for packet in sent.demux(sound):
        read += 1
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            unreadable += 1
            continue
        yield from frames
    if unreadable > 1 + read * _MOST_UNREADABLE:
        raise Refused("broken")


def _plain(frames) -> Iterator[Any]:
    """Whatever comes, as one channel of 16 bits, without its times."""
    resampler, like, at = None, None, 0
    for frame in frames:
        frame.pts = None
        if like != (like := (frame.format.name, frame.layout.name, frame.sample_rate)):
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for plain in resampler.resample(frame):
            plain.pts, at = at, at + plain.samples
            yield plain


class Writer:
    """Writes frames of `_plain` into one file that holds nothing but them."""

    _KINDS: dict[str, tuple[str, str, int, dict[str, str], dict[str, str]]] = {
        OPUS: ("webm", "libopus", 24_000, {"compression_level": "5", "application": "voip"}, {}),
        AAC: ("ipod", "aac", 48_000, {"aac_coder": "fast"}, {"movflags": "+faststart"}),
    }

    def __init__(self, format_: str):
        container, codec, bit_rate, options, container_options = self._KINDS[format_]
        self.format = format_
        # By name: FFmpeg puts the index of an m4a before its sound in a second pass, for which it opens the file again.
        self._file = tempfile.NamedTemporaryFile(suffix=f".{format_}")  # noqa: SIM115 - __exit__ closes it
        # Bit for bit the same for the same sound, which names the file: no date, no number drawn by lot, no version.
        self._container = av.open(
            self._file.name, "w", format=container, options={"fflags": "+bitexact", **container_options}
        )
        self._stream = self._container.add_stream(codec, rate=RATE, layout="mono", options=options)
        self._stream.bit_rate = bit_rate
        self._stream.codec_context.flags |= Flags.bitexact

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *error) -> None:
        self._container.close()
        self._file.close()

    def write(self, frame) -> None:
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> bytes:
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.read()
