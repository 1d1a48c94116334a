"""How the people of the centre are reached: in their language, by the addresses they gave."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from marketplace.accounts.models import User


@dataclass(frozen=True)
class Contact:
    """Whom a message is for. It goes to both addresses where there are two."""

    name: str
    language: str
    email: str = ""
    phone: str = ""


def contact_of(user: User) -> Contact:
    return Contact(user.name, user.language, user.email or "", user.phone or "")


def staff_of(group: str) -> list[Contact]:
    """The active members of a group, by e-mail where they have one; where there is nobody yet, the address the shop writes from."""
    people = User.objects.filter(groups__name=group, is_active=True).order_by("pk")
    found = [
        Contact(each.name, each.language, each.email or "", "" if each.email else each.phone or "") for each in people
    ]
    return found or [Contact("", settings.LANGUAGE_CODE, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])]
