"""Short addresses: `/s/<code>` leads to the page that is registered for its kind by the package that has it."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.messaging.models import ShortLink

# Signs that neither look nor sound alike, and no vowel: nothing spells a word.
SIGNS = "23456789BCDFGHJKMPQRSTVWXZ"
# 141 million million codes: with a hundred thousand links alive, a thousand million tries find one. So a right one need never be
# refused for the wrong ones that others try from the same address.
LENGTH = 10
LIFE = timedelta(days=60)

# kind -> the path its links lead to, None when there is nothing any more.
_doors: dict[str, Callable[[ShortLink], str | None]] = {}


def lead(kind: str, path: Callable[[ShortLink], str | None]) -> None:
    _doors[kind] = path


def address(kind: str, subject_id: int, language: str, *, expires: datetime | None = None) -> str:
    """The whole address; the same one whenever it is asked for again, which lengthens its life."""
    until = expires or timezone.now() + LIFE
    defaults = {"code": new_code(), "expires_at": until}
    link, _made = ShortLink.objects.get_or_create(
        kind=kind, subject_id=subject_id, language=language, defaults=defaults
    )
    ShortLink.objects.filter(pk=link.pk, expires_at__lt=until).update(expires_at=until)
    return f"{settings.PUBLIC_ORIGIN}{reverse('short_link', args=[link.code])}"


def find(code: str, kind: str | None = None) -> ShortLink | None:
    """By its code as people type it. One that has expired is found too, and says so."""
    rows = ShortLink.objects.filter(code=code.strip().upper())
    return (rows.filter(kind=kind) if kind else rows).first()


def door(link: ShortLink) -> str | None:
    """The path of the page it leads to, in its reader's language."""
    with translation.override(link.language):
        return _doors[link.kind](link)


def prune() -> None:
    ShortLink.objects.filter(expires_at__lt=timezone.now() - LIFE).delete()


def new_code(length: int = LENGTH) -> str:
    """Short, readable aloud, impossible to guess."""
    return "".join(secrets.choice(SIGNS) for _place in range(length))
