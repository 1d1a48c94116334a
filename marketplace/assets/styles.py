"""Bundles of the style sheets under `static/css/`: a folder is a cascade layer, a file is a component.

The patterns are drawn into the bundle, or a home page would fetch eight of them.
"""

import re
from urllib.parse import quote

# Lists of pieces pay for no map and no voice; the pages that have them load one sheet with everything, since each request costs, too.
SHOP = ["base", "components", "pages"]
BUNDLES = {"css/maarad.css": SHOP, "css/full.css": [*SHOP, "fairs", "front", "stories"], "css/desk.css": ["desk"]}
RESULTS = list(BUNDLES)

COMMENT_OR_STRING = re.compile(r"""/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)
MOTIF = re.compile(r'url\("\.\./\.\./motifs/([a-z]+)\.svg"\)')
FONT = re.compile(r'url\("\.\./\.\./fonts/')


def folder(root):
    return root / "marketplace/static/css"


def sources(root):
    return sorted([*folder(root).glob("*/*.css"), *(root / "marketplace/static/motifs").glob("*.svg")])


def make(root, target):
    for name, layers in BUNDLES.items():
        (target / name).write_text(bundle(root, layers))


def bundle(root, layers):
    text = f"@layer {','.join(layers)};" if len(layers) > 1 else ""
    for layer in layers:
        files = sorted((folder(root) / layer).glob("*.css"))
        text += f"@layer {layer}{{{''.join(minify(path.read_text()) for path in files)}}}\n"
    text = MOTIF.sub(lambda match: f'url("{data_uri(root, match[1])}")', text)
    return FONT.sub('url("../fonts/', text)


def data_uri(root, motif):
    drawing = (root / f"marketplace/static/motifs/{motif}.svg").read_text().strip().replace('"', "'")
    return "data:image/svg+xml," + quote(drawing, safe=" ='/:;,.()-")


def minify(css):
    """Drop comments and the blanks that mean nothing; strings and the blanks inside values and selectors stay."""
    strings = []

    def keep(match):
        if not match[1]:
            return " "
        strings.append(match[1])
        return f"\0{len(strings) - 1}\0"

    css = COMMENT_OR_STRING.sub(keep, css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r": (?=[^{}]*[;}])", ":", css).replace(";}", "}").strip()
    return re.sub("\0(\\d+)\0", lambda match: strings[int(match[1])], css)
