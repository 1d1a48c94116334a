"""HTML for a picture, made from its columns alone: no query, no look at the storage, no template engine."""

from functools import lru_cache

from django.core.files.storage import storages
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from media import sizes

# What a browser gets that knows neither AVIF nor srcset.
FALLBACK = 640


def picture_html(picture, *, sizes_attribute, alt=None, eager=False, up_to=None):
    """`<picture>` for anything with hash, width, height, ready and dye (a Picture, a Card's picture).

    `alt` is what it shows ("" when the words beside it say it); None takes the picture's own. `up_to` leaves out larger
    widths.
    """
    if alt is None:
        alt = getattr(picture, "default_alt_text", "")
    ready = sizes.read(picture.ready)
    widths = [width for width in ready if not up_to or width <= up_to] or ready[:1]
    if not widths:
        return pending_html(picture.dye)
    start = f"{public_prefix(storages['default'])}{picture.hash[:2]}/{picture.hash}-"
    shown = max((width for width in widths if width <= FALLBACK), default=widths[0])
    where = f' sizes="{escape(sizes_attribute)}"' if len(widths) > 1 else ""
    when = ' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'
    return mark_safe(  # noqa: S308 - words are escaped, the rest is made of numbers and names of our own
        f'<picture class="picture" data-dye="{picture.dye}">'
        f'<source type="image/avif" srcset="{_srcset(start, widths, "avif")}"{where}>'
        f'<img src="{start}{shown}.jpg" srcset="{_srcset(start, widths, "jpg")}"{where}'
        f' width="{shown}" height="{sizes.height_at(shown, picture)}" alt="{escape(alt)}"{when}></picture>'
    )


def pending_html(dye):
    """The place of a photograph whose first size is still being made."""
    words = escape(_("The photo is being prepared."))
    return mark_safe(f'<span class="picture picture-pending" data-dye="{dye}"><span>{words}</span></span>')  # noqa: S308


def picture_url(picture, width, format_="jpg"):
    """The address of the largest ready size up to `width` (for feeds and sitemaps), or an empty string."""
    ready = sizes.read(picture.ready)
    if not ready:
        return ""
    shown = max((each for each in ready if each <= width), default=ready[0])
    return storages["default"].url(sizes.name_of(picture.hash, shown, format_))


def share_url(picture):
    """The address of the picture to share (for anything with hash and ready), or an empty string."""
    dye = sizes.shared(picture.ready)
    return storages["default"].url(sizes.share_name(picture.hash, dye)) if dye else ""


@lru_cache(maxsize=4)
def public_prefix(storage):
    """Where the sizes lie, up to their folder: the same for all, so it is asked once a process."""
    return storage.url("p/-").removesuffix("-")


def _srcset(start, widths, format_):
    return ", ".join(f"{start}{width}.{format_} {width}w" for width in widths)
