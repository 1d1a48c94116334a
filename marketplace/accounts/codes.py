"""The sign-in code: six digits, once, for ten minutes. It is written to the person and nowhere else."""

from django.utils.translation import gettext, ngettext, override

from marketplace.accounts.limits import CODE_MINUTES
from marketplace.messaging import send_email, send_text


def send_by_text(*, to, code, language):
    with override(language):
        body = gettext("Maarad. Your code: %(code)s") % {"code": code}
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
