"""A message's body as the HTML of an e-mail: paragraphs and lines as they are, and of addresses only our own are links."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marketplace.messaging.models import Message


def as_html(message: Message) -> str:
    context = {
        "language": message.language,
        "direction": "rtl" if translation.get_language_info(message.language)["bidi"] else "ltr",
        "title": message.title,
        "origin": settings.PUBLIC_ORIGIN,
        "paragraphs": [[linked(line) for line in part.split("\n")] for part in message.body.split("\n\n")],
    }
    with translation.override(message.language):
        return render_to_string("messaging/email.html", context)


def linked(line: str) -> SafeString:
    """Escaped. What a shopper or a vendor wrote may name any address, and must not become a link that we vouch for."""
    ours = re.escape(str(escape(settings.PUBLIC_ORIGIN))) + r"(/[\w\-/?=&;%.]*[\w/])?"
    link = r'<a href="\g<0>" dir="ltr" style="color:#1f3a93;font-weight:bold">\g<0></a>'
    return mark_safe(re.sub(ours, link, str(escape(line))))  # noqa: S308
