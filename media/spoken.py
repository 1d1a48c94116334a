"""The languages that are spoken with us: of makers, and of their voices."""

from django.utils.translation import pgettext_lazy

SPOKEN = {
    "ary": pgettext_lazy("spoken", "Darija"),
    "zgh": pgettext_lazy("spoken", "Tamazight"),
    "ar": pgettext_lazy("spoken", "Arabic"),
    "fr": pgettext_lazy("spoken", "French"),
    "es": pgettext_lazy("spoken", "Spanish"),
    "en": pgettext_lazy("spoken", "English"),
    "mey": pgettext_lazy("spoken", "Hassaniya"),
    "bm": pgettext_lazy("spoken", "Bambara"),
    "wo": pgettext_lazy("spoken", "Wolof"),
    "fon": pgettext_lazy("spoken", "Fon"),
    "guw": pgettext_lazy("spoken", "Gun"),
    "yo": pgettext_lazy("spoken", "Yoruba"),
    "bba": pgettext_lazy("spoken", "Baatonum"),
    "ddn": pgettext_lazy("spoken", "Dendi"),
    "fue": pgettext_lazy("spoken", "Fulfulde"),
}
