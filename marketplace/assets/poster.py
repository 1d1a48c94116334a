"""What networks show of a page without a picture of its own: the name in both scripts, between two bands of the dyes."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from media import colour
from media.colour import PAPER, ground

RESULTS = ["poster.jpg"]
DYES = [ground(dye) for dye in ("madder", "saffron", "mint", "rose", "vermilion", "sky", "fir")]
WIDTH, HEIGHT, BAND, STEP, LETTERS, GAP = 1200, 630, 42, 60, 190, 60
# Drawn larger, then made smaller: the edges of the lozenges are smooth.
SCALE = 2
LATIN, ARABIC = (f"@fontsource/lalezar/files/lalezar-{script}-400-normal.woff2" for script in ("latin", "arabic"))


def sources(root):
    return [*_fonts(root), Path(colour.__file__)]


def _fonts(root):
    return [root / "node_modules" / name for name in (LATIN, ARABIC)]


def make(root, target):
    page = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground("indigo"))
    draw = ImageDraw.Draw(page)
    for top in (0, HEIGHT - BAND):
        for place in range(WIDTH // STEP):
            _lozenge(draw, place * STEP, top, DYES[place % len(DYES)])
    _name(draw, *(ImageFont.truetype(str(path), LETTERS * SCALE) for path in _fonts(root)))
    page = page.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    page.save(target / "poster.jpg", "JPEG", quality=82, optimize=True, progressive=True)


def _lozenge(draw, left, top, dye):
    corners = ((0, BAND / 2), (STEP / 2, 0), (STEP, BAND / 2), (STEP / 2, BAND))
    draw.polygon([((left + x) * SCALE, (top + y) * SCALE) for x, y in corners], fill=dye)


def _name(draw, latin, arabic):
    words = [("Maarad", PAPER, latin, {})]
    # Without the library that joins Arabic letters, the name in one script is better than one in pieces.
    if features.check_feature("raqm"):
        words.append(("معرض", ground("saffron"), arabic, {"direction": "rtl", "language": "ar"}))
    widths = [font.getlength(word, **ways) for word, _dye, font, ways in words]
    left = (WIDTH * SCALE - sum(widths) - GAP * SCALE * (len(words) - 1)) / 2
    for (word, dye, font, ways), width in zip(words, widths, strict=True):
        draw.text((left, HEIGHT * SCALE * 0.58), word, dye, font, anchor="ls", **ways)
        left += width + GAP * SCALE
