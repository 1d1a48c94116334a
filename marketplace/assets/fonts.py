"""The fonts of the design, cut down to the letters the site can need; `css/base/fonts.css` declares their faces."""

from dataclasses import dataclass

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font
from fontTools.varLib.instancer import instantiateVariableFont

# ASCII, French, the guillemets and spaces of French typography, arrows, and what dimensions and prices need.
LATIN = (
    "20-7E,A0,A9,AB,B0,B7,BB,C0,C2,C4,C6-CB,CE,CF,D4,D6,D7,D8,D9,DB,DC,E0,E2,E4,E6-EB,EE,EF,F4,F6,F9,FB,FC,FF,"
    "152,153,178,2009-200B,2013,2014,2018-201A,201C,201D,2022,2026,202F,2032,2039,203A,20AC,2190,2192,2212"
)
# Arabic with the letters of Darija and Tamazight loans; everything else on an Arabic line comes from the Latin face.
ARABIC = "60C,61B,61F,621-63A,640-652,660-66C,670,671,67E,686,6A4,6A8,6AD,6AF,200C-200F"

LATIN_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
ARABIC_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt", "curs"]


class PackagesMissing(Exception):
    """An npm package of fonts is not installed."""


@dataclass(frozen=True)
class Face:
    result: str
    source: str
    letters: str
    features: list[str]
    weights: tuple[int, int] | None = None


FACES = [
    Face("lalezar-latin", "@fontsource/lalezar/files/lalezar-latin-400-normal", LATIN, LATIN_FEATURES),
    Face("lalezar-arabic", "@fontsource/lalezar/files/lalezar-arabic-400-normal", ARABIC, ARABIC_FEATURES),
    Face(
        "familjen-latin",
        "@fontsource-variable/familjen-grotesk/files/familjen-grotesk-latin-wght-normal",
        LATIN,
        LATIN_FEATURES,
    ),
    Face(
        "readex-arabic",
        "@fontsource-variable/readex-pro/files/readex-pro-arabic-wght-normal",
        ARABIC,
        ARABIC_FEATURES,
        weights=(400, 700),
    ),
]
RESULTS = [f"fonts/{face.result}.woff2" for face in FACES]


def sources(root):
    paths = [root / "node_modules" / f"{face.source}.woff2" for face in FACES]
    for path in paths:
        if not path.exists():
            raise PackagesMissing(path.relative_to(root))
    return paths


def make(root, target):
    for face in FACES:
        cut(face, root / "node_modules" / f"{face.source}.woff2", target / f"fonts/{face.result}.woff2")


def cut(face, source, result):
    options = Options(flavor="woff2", layout_features=face.features, hinting=False, notdef_outline=True)
    with load_font(str(source), options) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=parse_unicodes(face.letters))
        subsetter.subset(font)
        if face.weights:
            instantiateVariableFont(font, {"wght": face.weights}, inplace=True)
        save_font(font, str(result), options)
