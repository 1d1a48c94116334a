"""The account itself, as `personal` tells and forgets it. Its row stays, empty: what its person did stays attributable to it."""

import json
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from marketplace.accounts.models import User
from marketplace.messaging import delivering


def tell(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "phone": user.phone or "",
        "email": user.email or "",
        "language": user.language,
        "opened_on": user.date_joined.isoformat(timespec="seconds"),
        "last_sign_in": user.last_login.isoformat(timespec="seconds") if user.last_login else "",
    }


def hinders(user: User) -> Iterable[str]:
    if user.is_superuser or user.is_staff or user.groups.exists():
        yield _("This account works for the centre. Ask an administrator: she takes its rights away first.")


def forget(user: User) -> None:
    """Who she was, how she signs in, and wherever she is signed in."""
    addresses = [address for address in (user.phone, user.email) if address]
    delivering.forget(*addresses)
    _end_sessions(user, addresses)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    # The admin's history calls every row by its name.
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label="", data={})
    user.name, user.phone, user.email, user.last_login = "", None, None, None
    user.is_active, user.phone_verified, user.erased_at = False, False, timezone.now()
    user.set_unusable_password()
    user.save()


def _end_sessions(user: User, addresses: list[str]) -> None:
    """A session names its person, or the number to which a code was sent. No index leads there: all are read, once in a while."""
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        if kept.get("_auth_user_id") == str(user.pk) or _names(kept, addresses):
            session.delete()


def _names(kept: dict, addresses: list[str]) -> bool:
    written = json.dumps(kept, default=str, ensure_ascii=False)
    return any(address in written for address in addresses)
