"""Codes: six digits, once, for ten minutes. They are written to the person and nowhere else. Most are for signing in."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext, override

from marketplace.accounts import limits
from marketplace.accounts.limits import CODE_MINUTES
from marketplace.messaging import send_email, send_text


def new_code():
    return get_adapter().generate_login_code()


def tidy(typed):
    """As it was sent: without spaces, and an Arabic keyboard writes ٣ for 3."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in typed if not sign.isspace())


def count_request(request, to):
    """Raises ValidationError when this number or address has been sent enough codes, whatever they are for."""
    if not ratelimit.consume(request, action="request_login_code", key=to):
        raise ValidationError(limits.TOO_MANY, code="too_many")
    if not ratelimit.consume(request, action="request_login_code_today", key=to):
        raise ValidationError(limits.TOO_MANY_TODAY, code="too_many_today")


def send_by_text(*, to, code, language):
    with override(language):
        body = gettext("Maarad. Your code: %(code)s") % {"code": code}
    send_text(to=to, language=language, body=body, secret=True)


def send_for_order(*, to, code, language):
    """It confirms an order, and opens no account."""
    with override(language):
        body = gettext("Maarad. Your code to confirm your order: %(code)s") % {"code": code}
    send_text(to=to, language=language, body=body, secret=True)


def send_by_email(*, to, code, language):
    with override(language):
        subject = gettext("Your code: %(code)s") % {"code": code}
        body = "\n\n".join(
            [subject, _how_long(), gettext("You did not ask for it? Do nothing: without it nobody can sign in.")]
        )
    send_email(to=to, language=language, subject=subject, body=body, secret=True)


def _how_long():
    return ngettext("It serves once, within %(n)s minute.", "It serves once, within %(n)s minutes.", CODE_MINUTES) % {
        "n": CODE_MINUTES
    }
