"""Measured contrast: words on every dye at 4.5, what is vivid on it at 3, words on paper by day and by night."""

import re
from math import cos, radians, sin

import pytest

from marketplace.assets.build import ROOT

BASE = ROOT / "marketplace/static/css/base"
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"


def colours(place):
    """{name: (lightness, chroma, hue)} of tokens.css; `place` 0 for the light scheme, 1 for the dark one."""
    found = {}
    for name, value in re.findall(r"--([a-z]+): (.*oklch.*);", (BASE / "tokens.css").read_text()):
        values = re.findall(OKLCH, value)
        if values:
            found[name] = tuple(map(float, values[min(place, len(values) - 1)]))
    return found


def dyes():
    rule = r'\[data-dye="(\w+)"\] \{ --ground: var\(--(\w+)\); --on: var\(--(\w+)\); --vivid: var\(--(\w+)\); \}'
    return re.findall(rule, (BASE / "dyes.css").read_text())


def luminance(colour):
    lightness, chroma, hue = colour[0] / 100, colour[1], radians(colour[2])
    a, b = chroma * cos(hue), chroma * sin(hue)
    long, medium, short = (
        (lightness + x * a + y * b) ** 3
        for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    clipped = [min(1, max(0, value)) for value in (red, green, blue)]
    return 0.2126 * clipped[0] + 0.7152 * clipped[1] + 0.0722 * clipped[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_dyes_are_eleven():
    assert len(dyes()) == 11


@pytest.mark.parametrize(("dye", "ground", "on", "vivid"), dyes())
def test_dye_carries_words_and_figures(dye, ground, on, vivid):
    names = colours(0)
    assert contrast(names[ground], names[on]) >= 4.5
    assert contrast(names[ground], names[vivid]) >= 3


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "ash", "alert"])
@pytest.mark.parametrize("ground", ["paper", "chalk"])
def test_words_are_read_on_paper(place, words, ground):
    names = colours(place)
    assert contrast(names[words], names[ground]) >= 4.5
