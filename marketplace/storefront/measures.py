"""Weights, volumes and hours as people write them."""

import re
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import LOCALES

LENGTH = re.compile(r"(?<=\d)(\s*)(mm|cm|m|l)\b")


def weight(grams: int | None, language: str) -> str:
    return _in_thousands(grams, _("g"), _("kg"), language)


def volume(millilitres: int | None, language: str) -> str:
    return _in_thousands(millilitres, _("ml"), _("l"), language)


def dimensions(typed: str) -> str:
    """As the maker typed them, their units as the reader writes them."""
    units = {"mm": _("mm"), "cm": _("cm"), "m": _("m"), "l": _("l")}
    return LENGTH.sub(lambda match: f"{match[1]}{units[match[2]]}", typed)


def hours(number: int | None) -> str:
    return ngettext("%(n)s hour", "%(n)s hours", number) % {"n": number} if number else ""


def _in_thousands(amount: int | None, small: str, large: str, language: str) -> str:
    if not amount:
        return ""
    if amount < 1000:
        return f"{amount}\u00a0{small}"
    number = format_decimal(Decimal(amount).scaleb(-3), format="#,##0.###", locale=LOCALES[language])
    return f"{number}\u00a0{large}"
