"""The workshops somebody works for, as `accounts.personal` tells them. A shop is not erased with a person: the centre is asked first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.accounts.personal import Holder
from vendors.models import Membership


def tell(user: User) -> object:
    return [{"workshop": membership.vendor.name_in(user.language), "role": membership.role} for membership in _of(user)]


def hinders(user: User) -> Iterable[str]:
    for membership in _of(user):
        yield _(
            "You work for %(name)s: its shop is not erased with your account. Call the centre, which first takes you off it."
        ) % {"name": membership.vendor.name_in(user.language)}


def forget(user: User) -> None:
    """There is nothing left: it would have hindered."""


def _of(user: User) -> list[Membership]:
    return list(Membership.objects.filter(user=user).select_related("vendor").order_by("pk"))


HOLDER = Holder("workshops", tell=tell, forget=forget, hinders=hinders)
