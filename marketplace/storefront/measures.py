"""Weights, volumes and hours as people write them."""

from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import LOCALES


def weight(grams: int | None, language: str) -> str:
    return _in_thousands(grams, _("g"), _("kg"), language)


def volume(millilitres: int | None, language: str) -> str:
    return _in_thousands(millilitres, _("ml"), _("l"), language)


def hours(number: int | None) -> str:
    return ngettext("%(n)s hour", "%(n)s hours", number) % {"n": number} if number else ""


def _in_thousands(amount: int | None, small: str, large: str, language: str) -> str:
    if not amount:
        return ""
    if amount < 1000:
        return f"{amount}\u00a0{small}"
    number = format_decimal(Decimal(amount).scaleb(-3), format="#,##0.###", locale=LOCALES[language])
    return f"{number}\u00a0{large}"
