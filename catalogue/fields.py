"""How people write amounts."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.money import to_decimal, to_minor

LARGEST = 100_000_000
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
_UNITS = re.compile(r"(DHS?|MAD|DIRHAMS?|درهم)\.?$")
# Groups of three with or without a sign between them, then one or two decimals: `1.850` is eighteen hundred and fifty.
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?", re.ASCII)


class PriceField(forms.Field):
    """A price as people type it (`1 850`, `1850,50`, `٢٥٠`, `250 DH`) to minor units of `currency`; refuses nonsense, over a million, and
    what is below `least`: 0, unless told otherwise."""

    default_error_messages = {"invalid": _("Write the price in figures, for example 250.")}

    def __init__(self, *, currency="MAD", least=1, **kwargs):
        self.currency, self.least = currency, least
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20}), **kwargs})

    def to_python(self, value):
        if value in self.empty_values:
            return None
        words = _UNITS.sub("", "".join(str(value).translate(_DIGITS).upper().split()))
        if not (match := _AMOUNT.fullmatch(words)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        whole, decimals = match.groups(default="0")
        try:
            minor = to_minor(Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}"), self.currency)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not self.least <= minor <= LARGEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return minor

    def prepare_value(self, value):
        return f"{to_decimal(value, self.currency):f}".removesuffix(".00") if isinstance(value, int) else value
