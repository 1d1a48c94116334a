"""The one door for videos: their pictures and sound as they came, in a new file that holds nothing else.

Nothing is drawn anew (a minute of video would take a small machine ten), so only what every browser plays is taken.
"""

import hashlib
import re
import tempfile
from dataclasses import dataclass, field
from io import BytesIO

import av
from av.bitstream import BitStreamFilterContext
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from media import locks, spoken_files
from media.models import Film

MESSAGES = {
    "type": _("This file is not a video we can show. Send an MP4 or a WebM."),
    "codec": _("Not every phone can show this video. Record it with the setting “most compatible” (H.264)."),
    "big": _("This video is too large: %(megabytes)s MB at most."),
    "long": _("This video is too long: %(minutes)s minutes at most."),
    "broken": _("The video arrived cut off. Send it once more."),
}
_READERS = ((re.compile(rb"....ftyp", re.DOTALL), "mov"), (re.compile(rb"\x1aE\xdf\xa3"), "matroska"))
# Which pictures may lie beside which sound, and in what.
_KINDS = {"mp4": ({"h264"}, {"aac", "mp3"}), "webm": ({"vp8", "vp9", "av1"}, {"opus", "vorbis"})}
# Some cameras write where they stand between the pictures themselves: such notes are H.264's units of type 6.
_WITHOUT_NOTES = "filter_units=remove_types=6"


class Refused(Exception):
    """The file cannot become a video; `str()` says why to the person who sent it. `reason` is a key of MESSAGES."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        most = {"megabytes": settings.FILM_MAX_BYTES // 1_000_000, "minutes": settings.RECORDING_MAX_SECONDS // 60}
        return str(MESSAGES[self.reason]) % most


@dataclass(frozen=True)
class Prepared:
    hash: str
    format: str
    milliseconds: int
    width: int
    height: int
    content: bytes = field(repr=False)


def take_in_film(file, *, title, language, actor=None, **words) -> Film:
    """A new Film of the upload `file`. Raises Refused for whatever the file holds; never call it in a transaction."""
    prepared = prepare(file)
    film = Film(title=title.strip()[:150], language=language, uploaded_by=actor, **words)
    with locks.of(prepared.hash):
        spoken_files.write(prepared.hash, {prepared.format: prepared.content})
        fill(film, prepared)
        film.save()
    return film


def fill(film: Film, prepared: Prepared) -> None:
    """Give `film` the columns that come from its file, which is stored already."""
    film.hash, film.format, film.milliseconds = prepared.hash, prepared.format, prepared.milliseconds
    film.width, film.height, film.size = prepared.width, prepared.height, len(prepared.content)


def prepare(file) -> Prepared:
    """The upload `file` (binary) as a `Prepared`, else `Refused`. Pure."""
    reader = _reader_of(file)
    try:
        with av.open(file, format=reader, metadata_errors="ignore") as sent:
            return _kept(sent)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused("big") from error
    except Exception as error:
        # FFmpeg reports a damaged file through many classes, and its readers fail in ways of their own.
        raise Refused("broken") from error


def _reader_of(file) -> str:
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(12)
    file.seek(0)
    if size > settings.FILM_MAX_BYTES:
        raise Refused("big")
    if not size:
        raise Refused("broken")
    reader = next((reader for pattern, reader in _READERS if pattern.match(start)), None)
    if reader is None:
        raise Refused("type")
    return reader


def _kept(sent) -> Prepared:
    pictures = [stream for stream in sent.streams.video if not stream.disposition & stream.disposition.attached_pic]
    if not pictures:
        raise Refused("type")
    tracks = [pictures[0], *sent.streams.audio[:1]]
    format_ = _format_of(tracks)
    seconds = (sent.duration or 0) / av.time_base
    if seconds > settings.RECORDING_MAX_SECONDS + 1:
        raise Refused("long")
    content, shown_until = _copied(sent, tracks, format_)
    if not shown_until or shown_until < 0.9 * seconds - 1:
        raise Refused("broken")
    with av.open(BytesIO(content)) as made:
        first = next(made.decode(video=0))
    turned = first.rotation % 180 != 0
    width, height = (first.height, first.width) if turned else (first.width, first.height)
    hash_ = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Prepared(hash_, format_, round(shown_until * 1000), width, height, content)


def _format_of(tracks) -> str:
    codecs = [track.codec_context.codec.canonical_name for track in tracks]
    for format_, (of_pictures, of_sound) in _KINDS.items():
        if codecs[0] in of_pictures and set(codecs[1:]) <= of_sound:
            return format_
    raise Refused("codec")


def _copied(sent, tracks, format_) -> tuple[bytes, float]:
    """(the new file, until when its pictures last in seconds)."""
    options = {"fflags": "+bitexact", **({"movflags": "+faststart"} if format_ == "mp4" else {})}
    until = 0.0
    # By name: FFmpeg puts the index before the pictures in a second pass, for which it opens the file again.
    with tempfile.NamedTemporaryFile(suffix=f".{format_}") as file:
        with av.open(file.name, "w", format=format_, options=options) as made:
            copies = {track.index: made.add_stream_from_template(track) for track in tracks}
            notes = BitStreamFilterContext(_WITHOUT_NOTES, tracks[0]) if format_ == "mp4" else None
            for packet in sent.demux(tracks):
                if packet.dts is None:
                    continue
                is_picture = packet.stream_index == tracks[0].index
                if is_picture and packet.pts is not None:
                    until = max(until, float((packet.pts + (packet.duration or 0)) * packet.time_base))
                copy = copies[packet.stream_index]
                for each in notes.filter(packet) if notes and is_picture else [packet]:
                    each.stream = copy
                    made.mux(each)
        return file.read(), until
