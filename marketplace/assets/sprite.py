"""All icons in one file, so that a page fetches one. The name of a drawing's file is its id.

`{% include "components/icon.html" with name="carpets" %}` shows one.
"""

import re

RESULTS = ["sprite.svg"]
DRAWING = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg" (viewBox="[\d ]+")>(.+)</svg>\s*', re.DOTALL)


def sources(root):
    return sorted((root / "marketplace/static/icons").glob("*.svg"))


def symbol(path):
    """The drawing as a symbol: a view box and shapes, no other attribute, no style."""
    match = DRAWING.fullmatch(path.read_text())
    if not match:
        raise ValueError(f"{path.name}: only <svg xmlns viewBox> and shapes")
    box, shapes = match.groups()
    return f'<symbol id="{path.stem}" {box}>{shapes.strip()}</symbol>'


def make(root, target):
    symbols = "".join(symbol(path) for path in sources(root))
    (target / "sprite.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n')
