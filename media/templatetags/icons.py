from functools import cache

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def sprite():
    """The address of the file that holds all drawings: dozens a page name it, and it is one for as long as a process lives."""
    return _address()


@cache
def _address():
    return static("sprite.svg")
