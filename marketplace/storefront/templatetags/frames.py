"""The frame of pages that are made anew for each visitor, cart to purchase: it is the same for all strangers but for its addresses."""

import time

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from marketplace.storefront.memo import SECONDS

register = template.Library()

# (template, language): until when it is kept, and its HTML with marks where this page's addresses in other languages stand.
_kept: dict[tuple[str, str], tuple[float, str]] = {}


@register.simple_tag(takes_context=True)
def frame(context, name):
    """What `{% include name %}` writes. Whoever is signed in, and a page that is in the menu or has searched, get their own."""
    languages, user = context.get("languages"), context.get("user")
    if not languages or context.get("section") or context.get("query") or (user and user.is_authenticated):
        return get_template(name).template.render(context)
    until, html = _kept.get((name, get_language()), (0, ""))
    if time.monotonic() >= until:
        with context.push(languages={code: _mark(code) for code in languages}):
            html = get_template(name).template.render(context)
        _kept[name, get_language()] = time.monotonic() + SECONDS, html
    for code, address in languages.items():
        html = html.replace(_mark(code), conditional_escape(address))
    # Made by a template, and the addresses are escaped.
    return mark_safe(html)  # noqa: S308


def forget():
    _kept.clear()


def _mark(code):
    return f"@@{code}@@"
