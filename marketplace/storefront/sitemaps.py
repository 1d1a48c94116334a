"""Sitemaps (sitemaps.org), written as they are read: an index, and files of one kind in one language."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.conf import settings

from marketplace.storefront.addresses import public
from marketplace.storefront.sitemap_sources import KINDS, Entry
from marketplace.storefront.xml_words import element, text
from vendors.words import LANGUAGES

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def path(kind: str, language: str, number: int) -> str:
    """At the root: a sitemap may only name what lies below its own folder."""
    return f"/sitemap-{kind}-{language}-{number}.xml"


def index() -> Iterator[str]:
    yield f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name, kind in KINDS.items():
        for number in kind.numbers():
            for language in LANGUAGES:
                yield f"<sitemap>{element('loc', public(path(name, language, number)))}</sitemap>\n"
    yield "</sitemapindex>\n"


def urls(kind: str, language: str, number: int) -> Iterator[str] | None:
    """The file's pieces; None for one that has nothing in it, which no search engine would take."""
    found = (each for each in KINDS[kind].entries(number) if language in each.paths)
    first = next(found, None)
    return _written(chain([first], found), language) if first else None


def _written(entries: Iterable[Entry], language: str) -> Iterator[str]:
    yield f"{HEAD}<urlset {NAMES}>\n"
    for entry in entries:
        yield _url(entry, language)
    yield "</urlset>\n"


def _url(entry: Entry, language: str) -> str:
    modified = entry.modified.date().isoformat() if entry.modified else ""
    pictures = "".join(f"<image:image>{element('image:loc', address)}</image:image>" for address in entry.pictures)
    parts = [element("loc", public(entry.paths[language])), element("lastmod", modified), _alternates(entry), pictures]
    return f"<url>{''.join(parts)}</url>\n"


def _alternates(entry: Entry) -> str:
    """All languages name each other, and themselves."""
    named = dict(entry.paths)
    if settings.LANGUAGE_CODE in named:
        named["x-default"] = named[settings.LANGUAGE_CODE]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{text(public(address))}"/>'
        for code, address in named.items()
    )
