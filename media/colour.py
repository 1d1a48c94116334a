"""Which dye a picture lies on. Distances are measured in OKLab, where equal steps look equal."""

import math

DYES = {  # lightness, chroma, hue in degrees: the grounds of `tokens.css`, by the names of `media.models.Dye`
    "indigo": (0.36, 0.13, 268),
    "madder": (0.50, 0.175, 25),
    "saffron": (0.82, 0.155, 82),
    "mint": (0.82, 0.08, 165),
    "fir": (0.42, 0.085, 165),
    "henna": (0.46, 0.10, 45),
    "olive": (0.50, 0.10, 115),
    "rose": (0.83, 0.08, 8),
    "straw": (0.92, 0.07, 98),
    "vermilion": (0.66, 0.19, 38),
    "sky": (0.76, 0.10, 235),
}
PAPER = (251, 251, 247)
SAMPLE = 32


def _from_oklch(lightness, chroma, hue):
    return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


_DYES_IN_OKLAB = {name: _from_oklch(*oklch) for name, oklch in DYES.items()}
_LINEAR = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in range(256)]


def oklab(red, green, blue):
    """An sRGB pixel (0 to 255) in OKLab, by Ottosson's matrices."""
    r, g, b = _LINEAR[red], _LINEAR[green], _LINEAR[blue]
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def ground(dye):
    """A dye as an sRGB pixel, by the inverse of the same matrices; what a screen cannot show is brought to its nearest."""
    lightness, a, b = _DYES_IN_OKLAB[dye]
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return tuple(
        _encoded(light)
        for light in (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def _encoded(light):
    light = min(1, max(0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def nearest_dye(image):
    """The dye nearest to the border's pixels, by the sum of distances: a shadow at one edge does not outvote the rest."""
    small = image.resize((SAMPLE, SAMPLE), reducing_gap=2.0)
    pixels = small.load()
    last = SAMPLE - 1
    places = [(i, j) for i in range(SAMPLE) for j in range(SAMPLE) if i in (0, last) or j in (0, last)]
    border = [oklab(*pixels[place]) for place in places]
    return min(_DYES_IN_OKLAB, key=lambda name: sum(math.dist(_DYES_IN_OKLAB[name], colour) for colour in border))
