"""A select of hundreds of choices. Django renders a template for each option, 10 ms for the countries of the world, and looks at each of
them again whenever the form is made; here the options are written once, and the chosen one is marked."""

from collections.abc import Iterable
from functools import cached_property

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import mark_safe


class LongChoices(list):
    """(value, label), or (group, [(value, label)]). Never changed once it is made: many forms share it."""

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset(str(value) for value, _label in self._flat())

    @cached_property
    def html(self) -> str:
        return "".join(_group(key, label) for key, label in self)

    def _flat(self) -> Iterable[tuple]:
        for key, label in self:
            yield from label if isinstance(label, (list, tuple)) else [(key, label)]


class LongSelect(forms.Select):
    @property
    def choices(self):
        return self._choices

    @choices.setter
    def choices(self, given):
        self._choices = given if isinstance(given, LongChoices) else LongChoices(given)

    def __deepcopy__(self, memo):
        result = forms.Widget.__deepcopy__(self, memo)
        result._choices = self._choices
        return result

    def render(self, name, value, attrs=None, renderer=None):
        chosen = f'value="{escape("" if value is None else value)}"'
        options = self.choices.html.replace(f"<option {chosen}>", f"<option {chosen} selected>", 1)
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        # Every part of it is escaped where it is put in.
        return mark_safe(f"<select{own}>{options}</select>")  # noqa: S308


class LongChoiceField(forms.ChoiceField):
    widget = LongSelect

    @property
    def choices(self):
        return self._choices

    @choices.setter
    def choices(self, given):
        self._choices = self.widget.choices = given if isinstance(given, LongChoices) else LongChoices(given)

    def __deepcopy__(self, memo):
        result = forms.Field.__deepcopy__(self, memo)
        result._choices = self._choices
        return result

    def valid_value(self, value):
        return str(value) in self.choices.values


def _group(key, label):
    if not isinstance(label, (list, tuple)):
        return _option(key, label)
    return f'<optgroup label="{escape(key)}">{"".join(_option(value, words) for value, words in label)}</optgroup>'


def _option(value, words):
    return f'<option value="{escape(value)}">{escape(words)}</option>'
