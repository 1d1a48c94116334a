"""What a screen says, in whatever language it says it: tests name the sentence, not its translation."""

from html import unescape

from django.utils import translation
from django.utils.translation import gettext, ngettext


def text(response):
    return unescape(response.content.decode())


def said(sentence, plural=None, count=None, language="fr", **values):
    """`sentence` as the catalogue of `language` (the admin's default) has it."""
    with translation.override(language):
        words = ngettext(sentence, plural, count) if plural else gettext(sentence)
    return words % values if values else words
