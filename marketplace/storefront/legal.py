"""Legal facts: remembered, and put into the texts that name them."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marketplace.storefront import addresses
from marketplace.storefront.memo import Memo
from marketplace.storefront.models import LegalFact, StandardPage
from marketplace.storefront.sharing import Shared

PLACE = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
LINK = re.compile(r'href="\{\{\s*([a-z0-9_]+)\s*\}\}"')

_facts = Memo(lambda: {fact.name: fact for fact in LegalFact.objects.all()})


def fact(name: str, language: str) -> str:
    """Its value, or an empty string."""
    found = _facts().get(name)
    return found.value_in(language) if found else ""


def centre_phone(language: str) -> str:
    """Where makers call for help; until it is given, where they may write."""
    return (
        fact("makers_phone", language) or fact("operator_phone", language) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    )


def filled(html: str, language: str) -> SafeString:
    """`html` with its facts. One that nobody has given yet is marked, so that the operator sees what is missing."""

    def link(match):
        value = fact(match[1], language) or f"/{language}/contact/"
        return f'href="{escape(value)}"'

    def words(match):
        value = fact(match[1], language)
        return str(escape(value)) if value else f"<mark>{escape(match[1].replace('_', ' '))}</mark>"

    # The text is a rich text field's; what is put in is escaped.
    return mark_safe(PLACE.sub(words, LINK.sub(link, html)))  # noqa: S308


def standard_context(page: StandardPage) -> dict[str, object]:
    """body: the text as HTML with its facts · canonical, alternates, languages: those of its live translations."""
    language = page.locale.language_code
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    paths = {each.locale.language_code: f"/{each.locale.language_code}/{each.slug}/" for each in translations}
    paths.setdefault(language, f"/{language}/{page.slug}/")
    shared = Shared(page.title, page.search_description)
    return {"body": filled(page.body.render_as_block(), language), "shared": shared} | addresses.links(paths, language)
