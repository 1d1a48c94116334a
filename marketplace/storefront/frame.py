"""The links that stand around every page."""

from dataclasses import dataclass

from marketplace.storefront.addresses import reverse_in
from marketplace.storefront.memo import Memo
from marketplace.storefront.vocabulary import Term, vocabulary
from vendors.words import LANGUAGES


@dataclass(frozen=True)
class Link:
    """`there` is the name in the other script (Arabic on French and English pages, French on Arabic ones). `code`,
    `icon`, `dye`: crafts.
    """

    title: str
    url: str
    lang: str = ""
    there: str = ""
    there_lang: str = ""
    code: str = ""
    icon: str = ""
    dye: str = ""


def direction(language: str) -> str:
    return "rtl" if language in {"ar", "ary"} else "ltr"


def other_script(language: str) -> str:
    """The language a page sets beside its own: each title is shown in both scripts."""
    return "fr" if language == "ar" else "ar"


def term_link(term: Term, language: str, route: str) -> Link:
    there = other_script(language)
    return Link(
        title=term.name(language),
        url=reverse_in(language, f"storefront:{route}", slug=term.slug),
        lang=term.name_language(language),
        there=term.names.get(there, ""),
        there_lang=there,
        code=term.code,
        icon=term.icon or term.code,
        dye=term.dye,
    )


def _crafts() -> dict[str, list[Link]]:
    words = vocabulary()
    return {language: [term_link(craft, language, "category") for craft in words.crafts] for language in LANGUAGES}


_all_crafts = Memo(_crafts)


def crafts(language: str) -> list[Link]:
    return _all_crafts()[language]


def has_fairs() -> bool:
    """Whether there is anything behind "Fairs" in the menu."""
    return bool(vocabulary().group("fair"))


def stories(language: str) -> Link | None:
    """The list of stories in `language`, where somebody has told one."""
    lists = (term for term in vocabulary().group("stories") if term.parent == language)
    return next((Link(term.name(language), f"/{language}/{term.slug}/", language) for term in lists), None)


def footer_pages(language: str) -> list[Link]:
    pages = (term for term in vocabulary().group("page") if term.parent == language)
    return [Link(term.name(language), f"/{language}/{term.slug}/", language) for term in pages]
