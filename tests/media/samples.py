"""Files that people send: each function returns the bytes of one."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image, ImageCms, ImageDraw

pillow_heif.register_heif_opener(thumbnails=False)

GPS_MARK = b"Tiznit-29.6974N"
MADDER = (157, 34, 44)


def scene(size=(640, 480), ground=MADDER, mode="RGB"):
    """A pale square a little off the middle of a coloured ground."""
    image = Image.new("RGB", size, ground)
    width, height = size
    ImageDraw.Draw(image).rectangle((width // 4, height // 4, width // 2, height // 2), fill=(240, 230, 200))
    return image.convert(mode)


def saved(image, format_, **options):
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def exif(orientation=None):
    """A camera's EXIF with a position in it, the mark above in three places."""
    data = Image.Exif()
    data[0x010F] = "Maker " + GPS_MARK.decode()
    if orientation is not None:
        data[0x0112] = orientation
    position = data.get_ifd(0x8825)
    position.update({1: "N", 2: (29.0, 41.0, 50.64), 3: "W", 4: (9.0, 43.0, 53.0), 27: b"ASCII\0\0\0" + GPS_MARK})
    return data.tobytes()


def exif_with_text_orientation():
    """As one known camera writes it: the orientation as ASCII text instead of a number."""
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHI4sI", 1, 0x0112, 2, 2, b"6\0\0\0", 0)


def gps_jpeg(size=(640, 480), **options):
    return saved(scene(size), "JPEG", exif=exif(), comment=GPS_MARK, **options)


def gps_heic(size=(640, 480)):
    return saved(scene(size), "HEIF", exif=exif(), quality=60)


def mpo():
    return saved(scene(), "MPO", save_all=True, append_images=[scene(ground=(0, 0, 255))], exif=exif())


def heic_of_two():
    two = pillow_heif.HeifFile()
    two.add_from_pillow(scene())
    two.add_from_pillow(scene(ground=(0, 0, 255)))
    out = io.BytesIO()
    two.save(out, quality=60)
    return out.getvalue()


def animated(format_):
    return saved(scene((64, 64)), format_, save_all=True, append_images=[scene((64, 64), (0, 90, 0))], duration=100)


def png_header_of(width, height):
    """A bomb: a few bytes that claim a huge picture."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def jpeg_header_of(width, height):
    start = saved(scene((16, 16)), "JPEG")
    at = start.index(b"\xff\xc0") + 5
    return start[:at] + struct.pack(">HH", height, width) + start[at + 4 :]


def zipped(content=b"hello"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hidden.php", content)
    return out.getvalue()


def exchanged_profile():
    """An ICC profile that is sRGB with the columns of red and green exchanged.

    Only what a profile says can tell whether it was obeyed, and exchanged columns say it loudly.
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    places = {bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)
