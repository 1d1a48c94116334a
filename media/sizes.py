"""The public sizes of a picture: which there are, their names, how one is made. Pure: no database, no storage."""

from io import BytesIO

from PIL import Image

WIDTHS = (160, 320, 480, 640, 960, 1280, 1920)
CARD = 320
# What networks show of a shared page, and the room around the picture in it.
SHARE = (1200, 630)
_MARGIN = 40
# The preferred format first. AVIF speed 8 takes a third of the default's time for 7 % more bytes.
FORMATS = ("avif", "jpg")
# Small sizes are many on a page and their weight has a budget; large ones are looked at one by one.
_AVIF_QUALITY = {True: 46, False: 48}
_JPEG_QUALITY = {True: 74, False: 80}


def widths_of(width):
    """The widths made of a master `width` pixels wide: never more than it has, and its own unless it is huge."""
    top = min(width, WIDTHS[-1])
    return [each for each in WIDTHS if each < top] + [top]


def first_width(width):
    """The one made at once, for cards."""
    return min(width, CARD)


def height_at(width, of):
    """The height at `width` of something with a width and a height."""
    return max(1, round(of.height * width / of.width)) if of.width else 0


def written(widths, shared=""):
    """What the column `ready` holds for these widths, and a picture to share on this dye: `160 320 share-indigo`."""
    words = [str(width) for width in sorted(set(widths))]
    return " ".join([*words, f"share-{shared}"] if shared else words)


def wanted(picture):
    """What `ready` says of a picture when nothing is lacking."""
    return written(widths_of(picture.width), picture.dye)


def read(ready):
    return [int(word) for word in ready.split() if word.isdigit()]


def shared(ready):
    """The dye on which the picture to share lies, or an empty string while there is none."""
    return next((word.removeprefix("share-") for word in ready.split() if word.startswith("share-")), "")


def name_of(hash_, width, format_):
    """Where a size lies in the public storage; never holds other content, so it can be cached for ever."""
    return f"p/{hash_[:2]}/{hash_}-{width}.{format_}"


def share_name(hash_, dye):
    """Of the picture to share: its ground is in its name, so that it too never holds other content."""
    return f"p/{hash_[:2]}/{hash_}-share-{dye}.jpg"


def make_share(image, ground):
    """The picture whole, on `ground` (red, green, blue), as a JPEG; never larger than it is."""
    room = [side - 2 * _MARGIN for side in SHARE]
    scale = min(1, room[0] / image.width, room[1] / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    page = Image.new("RGB", SHARE, ground)
    place = (SHARE[0] - size[0]) // 2, (SHARE[1] - size[1]) // 2
    page.paste(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0), place)
    return _jpeg(page)


def make(image, width):
    """`image` at `width`, in every format: {format: bytes}."""
    if width != image.width:
        image = image.resize((width, height_at(width, image)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return {"avif": _avif(image), "jpg": _jpeg(image)}


def _avif(image):
    # One thread: pictures are made in parallel, by as many processes as there are cores.
    return _saved(image, "AVIF", quality=_AVIF_QUALITY[image.width <= CARD], speed=8, max_threads=1)


def _jpeg(image):
    return _saved(image, "JPEG", quality=_JPEG_QUALITY[image.width <= CARD], optimize=True, progressive=True)


def _saved(image, format_, **options):
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()
