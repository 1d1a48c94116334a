"""From the bytes somebody sent to a master we can trust. Pure: no database, no storage; for pools of processes too.

What the file *is* decides, never its name. The master is drawn anew from the pixels, so nothing else that came in the
file (position, camera, hidden text, a second file behind the first) can be in it.
"""

import hashlib
import re
from dataclasses import dataclass, field
from io import BytesIO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

from media import sizes
from media.colour import PAPER, nearest_dye

pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 50_000_000
MASTER_SIDE = 2560
# A progressive JPEG is held in memory whole, whatever size it is decoded at: of a huge one the rest must be smaller.
HUGE_PROGRESSIVE, HUGE_PROGRESSIVE_SIDE = 32_000_000, 1920
# A JPEG with several pictures in it comes out as MPO.
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"]
# These hold a second picture (depth, a smaller copy, a burst) beside the photograph; elsewhere frames mean animation.
_MANY_FRAMES_ALLOWED = {"MPO", "HEIF"}
# How a photograph begins: a file that begins so and cannot be opened was cut off on its way.
_PHOTO = re.compile(
    rb"\xff\xd8|\x89PNG\r\n\x1a\n|RIFF....WEBP|....ftyp(avi[fs]|hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL
)
_SRGB = ImageCms.createProfile("sRGB")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


MESSAGES = {
    "type": _("This file is not a photo we can read. Send a JPEG, a PNG or a phone photo."),
    "big": _("This photo is too large. Take it with the phone’s normal setting."),
    "broken": _("The photo arrived cut off. Send it once more."),
}


class Refused(Exception):
    """The file cannot become a picture; `str()` says why to the person who sent it. `reason` is a key of MESSAGES."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    def __str__(self):
        return str(MESSAGES[self.reason])


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored. `sizes` are those made at once, `{width: {format: bytes}}`; none of a HEIC."""

    hash: str
    width: int
    height: int
    dye: str
    master: bytes = field(repr=False)
    sizes: dict = field(repr=False)

    @property
    def ready(self):
        return sizes.written(self.sizes)


def prepare(source):
    """The upload `source` (bytes or a binary file) as a `Prepared`, else `Refused`. Takes up to 5 s and 400 MB."""
    file = BytesIO(source) if isinstance(source, bytes | bytearray | memoryview) else source
    try:
        if file.seek(0, 2) > MAX_BYTES:
            raise Refused("big")
        file.seek(0)
        start = file.read(12)
        file.seek(0)
    except (OSError, ValueError) as error:
        raise Refused("broken") from error
    image, kind = _opened(file, start)
    try:
        return _prepared(_drawn_anew(image), at_once=kind != "HEIF")
    except MemoryError as error:
        raise Refused("big") from error
    except Exception as error:
        # Decoders report a damaged file through OSError, SyntaxError, ValueError, EOFError, struct.error, RuntimeError…
        raise Refused("broken") from error


def open_master(file):
    """A stored master, decoded."""
    image = Image.open(file, formats=["JPEG"])
    image.load()
    image.info.clear()
    return image


def _opened(file, start):
    """The file's header read, nothing decoded yet."""
    try:
        image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise Refused("big")
        if image.format not in _MANY_FRAMES_ALLOWED and getattr(image, "is_animated", False):
            raise Refused("type")
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Refused("big") from error
    except Exception as error:
        raise Refused("broken" if not start or _PHOTO.match(start) else "type") from error
    return image, image.format


def _drawn_anew(image):
    """Upright, sRGB, opaque, at most `MASTER_SIDE` long, without a trace of what else was in the file."""
    target = _fitting(image)
    if image.format in ("JPEG", "MPO"):
        # libjpeg decodes at a half, a quarter or an eighth: a twelfth of the memory of a 48-megapixel photograph.
        image.draft(None, target)
    image.load()
    turn = _TURNS.get(_orientation(image))
    profile = image.info.get("icc_profile")
    image = _in_a_plain_mode(image)
    if image.size != target:
        image = image.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = _on_paper(image, profile)
    image.info.clear()
    return image if turn is None else image.transpose(turn)


def _fitting(image):
    """The size of its master, not yet turned upright."""
    is_huge = image.info.get("progressive") and image.width * image.height > HUGE_PROGRESSIVE
    most, longest = HUGE_PROGRESSIVE_SIDE if is_huge else MASTER_SIDE, max(image.size)
    return image.size if longest <= most else tuple(max(1, round(side * most / longest)) for side in image.size)


def _orientation(image):
    """1 to 8. Some cameras write it as text, and some write nonsense."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _in_a_plain_mode(image):
    """L, RGB, RGBA or CMYK: the modes that can be resized and converted without loss of meaning."""
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode == "LA":
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256, "L") if image.mode.startswith("I;16") else _from_32_bits(image)
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _from_32_bits(image):
    """Pillow opens some 16-bit greys as 32-bit integers."""
    return image.point(lambda value: value * (1 / 256) + 0).convert("L")


def _on_paper(image, profile):
    if image.mode != "RGBA":
        return _in_srgb(image, profile)
    page = Image.new("RGB", image.size, PAPER)
    page.paste(_in_srgb(image.convert("RGB"), profile), mask=image.getchannel("A"))
    return page


def _in_srgb(image, profile):
    if profile:
        try:
            embedded = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, embedded, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A profile that does not fit its picture is the same as none: a little duller, still a photograph.
            pass
    return image.convert("RGB")


def _prepared(image, *, at_once):
    out = BytesIO()
    image.save(out, "JPEG", quality=92, subsampling=0)
    master = out.getvalue()
    width = sizes.first_width(image.width)
    return Prepared(
        hash=hashlib.blake2b(master, digest_size=16).hexdigest(),
        width=image.width,
        height=image.height,
        dye=nearest_dye(image),
        master=master,
        sizes={width: sizes.make(image, width)} if at_once else {},
    )
