"""The same page in other languages: what search engines, the language switch and shared links are told."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from vendors.words import LANGUAGES


def links(paths: Mapping[str, str], language: str, query: str = "") -> dict[str, object]:
    """The frame's variables for a page whose path in each language is given.

    canonical: this page's public address · alternates: {language or x-default: public address}, for search engines ·
    languages: {language: address here, with what was chosen}, for the switch.
    """
    ordered = {code: paths[code] for code in LANGUAGES if code in paths}
    alternates = {code: settings.PUBLIC_ORIGIN + path for code, path in ordered.items()}
    if settings.LANGUAGE_CODE in alternates:
        alternates["x-default"] = alternates[settings.LANGUAGE_CODE]
    return {
        "canonical": settings.PUBLIC_ORIGIN + ordered[language] if language in ordered else "",
        "alternates": alternates,
        "languages": {code: path + (f"?{query}" if query else "") for code, path in ordered.items()},
    }


def public(path: str) -> str:
    """The whole address of a path, or of a file that another storage keeps elsewhere."""
    return path if path.startswith(("http:", "https:")) else settings.PUBLIC_ORIGIN + path


def in_other_languages(path: str) -> dict[str, str]:
    """`/fr/catalogue/` in each language: only the first part differs. Empty for a path that no language owns."""
    language, _slash, rest = path.removeprefix("/").partition("/")
    return {code: f"/{code}/{rest}" for code in LANGUAGES} if language in LANGUAGES else {}


def reverse_in(language: str, name: str, **kwargs) -> str:
    with translation.override(language):
        return reverse(name, kwargs=kwargs)
