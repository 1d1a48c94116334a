"""Sounds and videos that people send: each function returns the bytes of one. Written by FFmpeg, as phones write them."""

import io
import math
import struct
import tempfile
from array import array
from fractions import Fraction
from pathlib import Path

import av

GPS_MARK = b"+29.6974-009.7316"
RATE = 48_000


def tone(seconds=2.0, rate=RATE, channels=1):
    """A tone that grows from silence to loud: its bars climb."""
    count = int(seconds * rate)
    samples = array("h")
    for n in range(count):
        samples.extend([int(30_000 * n / count * math.sin(2 * math.pi * 440 * n / rate))] * channels)
    return samples


def frames(seconds=2.0, rate=RATE):
    samples = tone(seconds, rate)
    for start in range(0, len(samples), 1024):
        part = samples[start : start + 1024]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(part))
        frame.sample_rate, frame.pts = rate, start
        frame.planes[0].update(part.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        yield frame


def recorded(container, codec, *, seconds=2.0, rate=RATE, tags=None, options=None):
    """A recording as `container` (a name of FFmpeg's)."""
    with tempfile.NamedTemporaryFile() as file:
        with av.open(file.name, "w", format=container, container_options=options or {}) as out:
            out.metadata.update(tags or {})
            stream = out.add_stream(codec, rate=rate, layout="mono")
            resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate)
            for frame in frames(seconds):
                for each in resampler.resample(frame):
                    out.mux(stream.encode(each))
            out.mux(stream.encode(None))
        return Path(file.name).read_bytes()


def wav(seconds=2.0, *, rate=RATE, chunk=b""):
    """`chunk` stands between the head and the sound."""
    sound = tone(seconds, rate).tobytes()
    head = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    body = b"WAVE" + head + chunk + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gps_wav():
    """A LIST chunk, as recorders write it, with a position in a comment."""
    words = GPS_MARK + b"\0" * (len(GPS_MARK) % 2)
    info = b"INFO" + b"ICMT" + struct.pack("<I", len(GPS_MARK)) + words
    return wav(chunk=b"LIST" + struct.pack("<I", len(info)) + info)


def m4a(seconds=2.0, **tags):
    return recorded("ipod", "aac", seconds=seconds, tags=tags, options={"movflags": "+faststart"})


def gps_m4a():
    """`©xyz`, where iPhones and Androids write the position of a recording."""
    sent = recorded("mov", "aac", tags={"location": GPS_MARK.decode(), "comment": GPS_MARK.decode()})
    assert GPS_MARK in sent
    return sent


def ogg(seconds=2.0, **tags):
    return recorded("ogg", "libopus", seconds=seconds, tags=tags)


def webm(seconds=2.0, **tags):
    return recorded("webm", "libopus", seconds=seconds, tags=tags)


def mp3(seconds=2.0, **tags):
    return recorded("mp3", "libmp3lame", seconds=seconds, tags=tags)


def amr(seconds=2.0):
    return recorded("amr", "libopencore_amrnb", seconds=seconds, rate=8000)


def threegp(seconds=2.0):
    return recorded("3gp", "libopencore_amrnb", seconds=seconds, rate=8000)


def adts(seconds=2.0):
    return recorded("adts", "aac", seconds=seconds)


def video(container="mp4", codec="libx264", *, count=30, size=(160, 120), tags=None, sound="aac"):
    """A second of grey pictures that grow lighter, with sound."""
    with tempfile.NamedTemporaryFile() as file:
        with av.open(
            file.name, "w", format=container, container_options={"movflags": "+faststart"} if container == "mp4" else {}
        ) as out:
            out.metadata.update(tags or {})
            stream = out.add_stream(codec, rate=30)
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            heard = out.add_stream(sound, rate=RATE, layout="mono")
            resampler = av.AudioResampler(format=heard.format.name, layout="mono", rate=RATE)
            for n in range(count):
                frame = av.VideoFrame(*size, "yuv420p")
                for plane, value in zip(frame.planes, (n * 8 % 256, 128, 128), strict=True):
                    plane.update(bytes([value]) * plane.buffer_size)
                frame.pts, frame.time_base = n, Fraction(1, 30)
                out.mux(stream.encode(frame))
            for frame in frames(count / 30):
                for each in resampler.resample(frame):
                    out.mux(heard.encode(each))
            out.mux(stream.encode(None))
            out.mux(heard.encode(None))
        return Path(file.name).read_bytes()


def gps_video():
    sent = video("mov", tags={"location": GPS_MARK.decode(), "comment": GPS_MARK.decode()})
    assert GPS_MARK in sent
    return sent


def opened(content):
    return av.open(io.BytesIO(content))
