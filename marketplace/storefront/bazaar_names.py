"""A fair's name with its edition, in any language."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bazaars.models import Bazaar
from vendors.words import resolve


def titled(bazaar: Bazaar, language: str) -> tuple[str, str]:
    """(`Bazar solidaire, 12e édition`, language it is in, empty when that is `language`)."""
    name, name_language = resolve(bazaar.names, language)
    number = bazaar.edition
    if number:
        with translation.override(name_language):
            edition = ngettext("1st edition", "edition %(n)s", number) % {"n": number}
            name = _("%(name)s, %(edition)s") % {"name": name, "edition": edition}
    return name, "" if name_language == language else name_language
