"""A select of hundreds of choices. Django renders a template for each option: 10 ms for the countries of the world."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import mark_safe


class LongSelect(forms.Select):
    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = "".join(self._group(key, label, chosen) for key, label in self.choices)
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        # Every part of it is escaped where it is put in.
        return mark_safe(f"<select{own}>{options}</select>")  # noqa: S308

    def _group(self, key, label, chosen):
        if not isinstance(label, (list, tuple)):
            return _option(key, label, chosen)
        inside = "".join(_option(value, words, chosen) for value, words in label)
        return f'<optgroup label="{escape(key)}">{inside}</optgroup>'


def _option(value, words, chosen):
    mark = " selected" if str(value) == chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(words)}</option>'
