from django import forms
from django.test.html import parse_html

from marketplace.storefront.long_select import LongSelect

CHOICES = [("", "Choose…"), ("R&D", "<b>"), ("Region", [(1, "Rabat"), (2, 'Salé "x"')])]


def rendered(widget, value):
    field = forms.ChoiceField(choices=CHOICES, widget=widget, required=False)

    class Form(forms.Form):
        place = field

    return str(Form(initial={"place": value})["place"])


def test_long_select_is_what_django_would_write():
    for value in (None, "", "R&D", 1, "2", "unknown"):
        assert parse_html(rendered(LongSelect, value)) == parse_html(rendered(forms.Select, value))


def test_long_select_escapes_what_it_is_given():
    assert "<b>" not in rendered(LongSelect, 1)
