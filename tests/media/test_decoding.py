"""Any file in, a clean master or a reason out."""

import io
import os
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image, ImageChops, ImageFile, ImageStat

from media import decoding, sizes
from media.colour import PAPER
from media.decoding import Prepared, Refused, prepare
from tests.media import samples

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "images"


def master_of(sent):
    return Image.open(io.BytesIO(prepare(sent).master))


def close(pixel, to, by=6):
    return all(abs(a - b) <= by for a, b in zip(pixel, to, strict=True))


def difference(one, other):
    return ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).mean[0]


def reason(sent):
    with pytest.raises(Refused) as refusal:
        prepare(sent)
    return refusal.value.reason


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_prepare_each_format_gives_a_jpeg_master_and_its_dye(format_):
    prepared = prepare(samples.saved(samples.scene(), format_))
    master = Image.open(io.BytesIO(prepared.master))
    assert (master.format, master.mode, master.size) == ("JPEG", "RGB", (640, 480))
    assert (prepared.width, prepared.height, prepared.dye) == (640, 480, "madder")
    assert close(master.getpixel((5, 5)), samples.MADDER)


@pytest.mark.parametrize(("sent", "at_once"), [(samples.gps_jpeg(), "320"), (samples.gps_heic(), "")])
def test_prepare_makes_the_card_size_at_once_but_not_of_a_heic(sent, at_once):
    assert prepare(sent).ready == at_once


def test_prepare_card_size_is_320_wide_in_both_formats():
    made = prepare(samples.gps_jpeg()).sizes
    assert {width: sorted(formats) for width, formats in made.items()} == {320: ["avif", "jpg"]}
    for format_, content in made[320].items():
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ({"avif": "AVIF", "jpg": "JPEG"}[format_], (320, 240))


def test_prepare_small_picture_is_never_enlarged():
    prepared = prepare(samples.saved(samples.scene((90, 60)), "PNG"))
    assert (prepared.width, prepared.ready) == (90, "90")


def test_prepare_large_picture_gives_a_master_of_2560():
    assert master_of(samples.saved(samples.scene((4000, 1000)), "JPEG")).size == (2560, 640)


@pytest.mark.parametrize("make", [samples.gps_jpeg, samples.gps_heic, samples.mpo])
def test_prepare_photo_with_position_leaves_no_byte_of_it(make):
    sent = make()
    assert samples.GPS_MARK in sent
    prepared = prepare(sent)
    for content in [prepared.master, *(each for made in prepared.sizes.values() for each in made.values())]:
        assert samples.GPS_MARK not in content
        assert b"Exif" not in content
        assert b"ICC_PROFILE" not in content
        assert b"http://ns.adobe.com" not in content


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "AVIF"])
def test_prepare_other_format_with_metadata_drops_it(format_):
    sent = samples.saved(samples.scene(), format_, exif=samples.exif())
    assert samples.GPS_MARK in sent
    prepared = prepare(sent)
    assert not any(
        samples.GPS_MARK in content for content in [prepared.master, *next(iter(prepared.sizes.values())).values()]
    )


@pytest.mark.parametrize("make", [samples.mpo, samples.heic_of_two])
def test_prepare_several_pictures_in_one_file_takes_the_first(make):
    assert prepare(make()).dye == "madder"


@pytest.mark.skipif(not SHARED.exists(), reason="needs the third-party pictures beside the project")
def test_prepare_every_exif_orientation_gives_the_same_picture():
    """Each scene carries a number, so they are alike, not equal; turned another way they differ four times as much."""
    masters = [master_of((SHARED / f"exif_orientation_{n}.jpg").read_bytes()) for n in range(1, 9)]
    assert {master.size for master in masters} == {(600, 450)}
    assert all(difference(masters[0], other) < 20 for other in masters)
    assert all(difference(masters[0], masters[0].transpose(turn)) > 45 for turn in (0, 1, 3))


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "↖"), (2, "↗"), (3, "↘"), (4, "↙"), (5, "↖"), (6, "↗"), (7, "↘"), (8, "↙")],
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_prepare_orientation_is_applied(format_, orientation, corner):
    image = Image.new("RGB", (300, 200), (20, 20, 20))
    image.paste((250, 250, 250), (0, 0, 80, 80))
    master = master_of(samples.saved(image, format_, exif=samples.exif(orientation)))
    width, height = master.size
    assert (width, height) == ((300, 200) if orientation < 5 else (200, 300))
    at = {"↖": (20, 20), "↗": (width - 20, 20), "↘": (width - 20, height - 20), "↙": (20, height - 20)}
    assert [name for name, place in at.items() if close(master.getpixel(place), (250, 250, 250))] == [corner]


def test_prepare_orientation_written_as_text_is_applied():
    assert master_of(samples.saved(samples.scene(), "JPEG", exif=samples.exif_with_text_orientation())).size == (
        480,
        640,
    )


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("nonsense", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0\0garbage"])
def test_prepare_broken_exif_is_ignored(nonsense):
    assert master_of(samples.saved(samples.scene(), "JPEG", exif=nonsense)).size == (640, 480)


def test_prepare_icc_profile_is_obeyed():
    """The profile exchanges red and green, so a red that came with it is a green."""
    sent = samples.saved(samples.scene(ground=(200, 40, 40)), "JPEG", icc_profile=samples.exchanged_profile())
    assert close(master_of(sent).getpixel((5, 5)), (40, 200, 40))


@pytest.mark.parametrize("profile", [b"not a profile", samples.exchanged_profile()[:200]])
def test_prepare_broken_icc_profile_is_ignored(profile):
    sent = samples.saved(samples.scene(), "JPEG", icc_profile=profile)
    assert close(master_of(sent).getpixel((5, 5)), samples.MADDER)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_prepare_jpeg_of_another_mode_keeps_its_tones(mode):
    image = samples.scene(mode=mode)
    master = master_of(samples.saved(image, "JPEG"))
    assert close(master.getpixel((5, 5)), image.convert("RGB").getpixel((5, 5)), by=10)


def test_prepare_png_of_16_bits_keeps_its_tones():
    grey = Image.new("I;16", (60, 40), 40_000)
    assert close(master_of(samples.saved(grey, "PNG")).getpixel((5, 5)), (156, 156, 156))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_prepare_transparent_picture_is_laid_on_paper(mode):
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (20, 10, 40, 30))
    sent = samples.saved(image.convert("LA").convert("RGBA") if mode == "PA" else image.convert(mode), "PNG")
    master = master_of(sent)
    assert close(master.getpixel((2, 2)), PAPER)
    assert close(master.getpixel((30, 20)), (0, 0, 0))


def test_prepare_palette_png_with_a_transparent_colour_is_laid_on_paper():
    image = Image.new("P", (60, 40), 1)
    image.putpalette([0, 0, 0, 157, 34, 44])
    image.paste(0, (20, 10, 40, 30))
    master = master_of(samples.saved(image, "PNG", transparency=1))
    assert close(master.getpixel((2, 2)), PAPER)
    assert close(master.getpixel((30, 20)), (0, 0, 0))


def test_prepare_photo_with_a_second_file_behind_it_drops_that_file():
    prepared = prepare(samples.gps_jpeg() + samples.zipped())
    assert b"hidden.php" not in prepared.master
    assert b"PK\x03\x04" not in prepared.master


REFUSED = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "type"),
    "an archive": (samples.zipped(), "type"),
    "an archive with a photo in it": (samples.zipped(samples.gps_jpeg()), "type"),
    "a TIFF": (samples.saved(samples.scene(), "TIFF"), "type"),
    "a BMP": (samples.saved(samples.scene(), "BMP"), "type"),
    "a GIF": (samples.animated("GIF"), "type"),
    "a PDF": (samples.saved(samples.scene(), "PDF"), "type"),
    "a sound": (b"RIFF\x24\0\0\0WAVEfmt ", "type"),
    "a film": (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "type"),
    "an animated PNG": (samples.animated("PNG"), "type"),
    "an animated WebP": (samples.animated("WEBP"), "type"),
    "an animated AVIF": (samples.animated("AVIF"), "type"),
    "nothing": (b"", "broken"),
    "a start of a JPEG": (samples.gps_jpeg()[:100], "broken"),
    "3.6 gigapixels of PNG": (samples.png_header_of(60_000, 60_000), "big"),
    "50.008 megapixels of PNG": (samples.png_header_of(8_000, 6_251), "big"),
    "54 megapixels of JPEG": (samples.jpeg_header_of(9_000, 6_000), "big"),
    "100 megapixels of PNG": (samples.png_header_of(10_000, 10_000), "big"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_prepare_what_is_not_a_photo_is_refused_with_its_reason(what):
    sent, expected = REFUSED[what]
    assert reason(sent) == expected


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_prepare_truncated_photo_is_refused_wherever_it_was_cut(format_):
    whole = samples.saved(samples.scene(), format_)
    # The last 20 bytes of a PNG say only that it ends.
    for length in range(20, len(whole) - 20, len(whole) // 40):
        assert reason(whole[:length]) == "broken"


def test_prepare_too_many_bytes_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 100)
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("opened"))
    assert reason(b"x" * 101) == "big"


def test_prepare_too_many_pixels_is_refused_before_decoding(monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("decoded"))
    assert reason(samples.png_header_of(8_000, 6_251)) == "big"


def test_prepare_fifty_megapixels_exactly_is_not_too_big():
    assert reason(samples.png_header_of(8_000, 6_250)) == "broken"


ERRORS = [
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    RuntimeError,
    TypeError,
    IndexError,
    KeyError,
    ZeroDivisionError,
]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("when", ["open", "load"])
def test_prepare_any_error_of_a_decoder_is_a_refusal(monkeypatch, when, error):
    sent = samples.gps_jpeg()

    def fail(*args, **kwargs):
        raise error("damaged")

    monkeypatch.setattr(*((Image, "open") if when == "open" else (ImageFile.ImageFile, "load")), fail)
    assert reason(sent) == "broken"


@pytest.mark.parametrize("when", ["open", "load"])
def test_prepare_no_memory_left_is_too_big(monkeypatch, when):
    def fail(*args, **kwargs):
        raise MemoryError

    sent = samples.gps_jpeg()
    monkeypatch.setattr(*((Image, "open") if when == "open" else (ImageFile.ImageFile, "load")), fail)
    assert reason(sent) == "big"


def test_prepare_closed_file_is_refused():
    file = io.BytesIO(samples.gps_jpeg())
    file.close()
    assert reason(file) == "broken"


def test_prepare_is_deterministic_so_the_same_bytes_have_the_same_hash():
    sent = samples.gps_jpeg()
    assert prepare(sent) == prepare(io.BytesIO(sent))


def test_prepared_and_refused_travel_between_processes():
    prepared = prepare(samples.gps_jpeg())
    assert isinstance(prepared, Prepared)
    assert pickle.loads(pickle.dumps(prepared)) == prepared
    assert pickle.loads(pickle.dumps(Refused("big"))).reason == "big"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_refused_says_why_in_words(language):
    with translation.override(language):
        assert len({str(Refused(why)) for why in ("type", "big", "broken")}) == 3


@pytest.mark.parametrize(
    ("format_", "options", "most", "width"),
    [
        ("JPEG", {"quality": 85}, 200, 2560),
        ("JPEG", {"quality": 85, "progressive": True}, 200, 1920),
        ("HEIF", {"quality": 40, "enc_params": {"preset": "ultrafast"}}, 600, 2560),
    ],
)
def test_prepare_48_megapixels_stays_within_its_memory(tmp_path, format_, options, most, width):
    path = tmp_path / "photo"
    samples.scene((8000, 6000)).save(path, format_, **options)
    script = Path(__file__).with_name("peak.py")
    answer = subprocess.run(
        [sys.executable, str(script), str(path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    master_width, _height, peak = map(int, answer.stdout.split())
    assert master_width == width
    assert peak <= most


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (2560, [160, 320, 480, 640, 960, 1280, 1920]),
        (1920, [160, 320, 480, 640, 960, 1280, 1920]),
        (800, [160, 320, 480, 640, 800]),
        (320, [160, 320]),
        (90, [90]),
    ],
)
def test_widths_never_exceed_the_master(width, expected):
    assert sizes.widths_of(width) == expected
    assert sizes.first_width(width) in expected
