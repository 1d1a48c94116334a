"""Nouns whose name has one column per interface language."""

import re

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Where words are missing, those of the first of these that has some are shown, and said to be in it.
FALLBACK = ("fr", "ar", "en", "ary", "zgh")


def nearest(told, language):
    """The language to take of `told`, which maps languages to anything: `language` if it has something, else the first
    of `FALLBACK` that has, else None.
    """
    return next((code for code in (language, *FALLBACK) if told.get(code)), None)


def resolve(words, language):
    """The word for `language` and the language it really is in: `words` maps language to text; in doubt French."""
    code = nearest(words, language)
    return (words[code], code) if code else ("", language)


ARABIC = re.compile(r"[\u0600-\u06ff]")
TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")


def language_of(words, latin="fr"):
    """The language someone wrote in, by its script; Latin letters are taken for `latin`."""
    if TIFINAGH.search(words):
        return "zgh"
    return "ar" if ARABIC.search(words) else latin


def address_part(name, otherwise):
    """`name` as an address says it, Arabic letters kept; the id beside it is what counts. `otherwise`: of a name without any letter."""
    return slugify(name, allow_unicode=True)[:80].strip("-") or otherwise


class Named(models.Model):
    """`name_fr`, `name_ar`, `name_en`; only one of them need be filled."""

    name_fr = models.CharField(_("name in French"), max_length=150, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def names(self):
        return {"fr": self.name_fr, "ar": self.name_ar, "en": self.name_en}

    @property
    def name(self):
        return self.name_in(get_language())

    def name_in(self, language):
        return resolve(self.names, language)[0]
