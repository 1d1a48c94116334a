"""Videos that lie elsewhere: their addresses, as people copy them, to a page that can be opened and a frame that can be shown. Pure."""

import re
from dataclasses import dataclass

FRAMES = {
    "YouTube": ("https://www.youtube-nocookie.com", "https://www.youtube.com/watch?v={id}", "/embed/{id}?autoplay=1"),
    "Vimeo": ("https://player.vimeo.com", "https://vimeo.com/{id}", "/video/{id}?autoplay=1&dnt=1"),
}
_ADDRESSES = (
    ("YouTube", re.compile(r"https?://(?:www\.|m\.)?youtube\.com/watch\?(?:[^#]*&)?v=([\w-]{11})(?:[&#].*)?")),
    (
        "YouTube",
        re.compile(r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|shorts|live)/([\w-]{11})(?:[/?#].*)?"),
    ),
    ("YouTube", re.compile(r"https?://youtu\.be/([\w-]{11})(?:[/?#].*)?")),
    ("Vimeo", re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{4,12})(?:[/?#].*)?")),
)


@dataclass(frozen=True)
class Embed:
    """`page` opens at the provider's, `frame` is shown in the page once asked for, `origin` is what the policy must allow."""

    provider: str
    page: str
    frame: str
    origin: str


def read(address: str) -> Embed | None:
    """The video at `address`; None unless it is one of a provider that we show."""
    for provider, pattern in _ADDRESSES:
        if match := pattern.fullmatch(address.strip()):
            origin, page, frame = FRAMES[provider]
            return Embed(provider, page.format(id=match[1]), origin + frame.format(id=match[1]), origin)
    return None
