"""A fresh code before something that cannot be undone: written to whoever the matter is about, used once, for it alone.

It needs no session: whoever has the link of a purchase has none. Of the code the `default` cache, which all workers share, keeps a
digest; every try is counted before it is looked at, so that many at once are no more than `CODE_ATTEMPTS`.
"""

import hmac

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from marketplace.accounts import codes
from marketplace.accounts.limits import CODE_ATTEMPTS, CODE_MINUTES

SALT = "marketplace.accounts.own_proof"


def send(request, about: str, *, phone: str, email: str, language: str) -> None:
    """To her telephone, else by e-mail. Raises ValidationError when enough codes went there."""
    codes.count_request(request, phone or email)
    code = codes.new_code()
    cache.set(_key(about), _digest(about, code), CODE_MINUTES * 60)
    if phone:
        codes.send_by_text(to=phone, code=code, language=language)
    else:
        codes.send_by_email(to=email, code=code, language=language)


def is_sent(about: str) -> bool:
    return cache.get(_key(about)) is not None


def check(about: str, typed: str) -> None:
    """Raises ValidationError with what to do about it."""
    wanted = cache.get(_key(about))
    if wanted is None:
        raise ValidationError(_("This code has expired. Ask for another."), code="expired")
    if not _is_counted(wanted):
        cache.delete(_key(about))
        raise ValidationError(_("That was not the code three times. Ask for another."), code="expired")
    if not hmac.compare_digest(wanted, _digest(about, codes.tidy(typed))):
        raise ValidationError(_("That is not the code. Check it, or ask for another."), code="wrong")
    cache.delete(_key(about))


def _is_counted(wanted: str) -> bool:
    """`add` is atomic: each try takes one of so many places."""
    return any(cache.add(f"own-proof:{wanted}:{place}", 1, CODE_MINUTES * 60) for place in range(CODE_ATTEMPTS))


def _key(about: str) -> str:
    return f"own-proof:{about}"


def _digest(about: str, code: str) -> str:
    return salted_hmac(SALT, f"{about}:{code}", algorithm="sha256").hexdigest()
