"""What the house holds of a person: told to her in one file, and forgotten when she asks for it.

Accounts know no order: each room that keeps something of a person registers a `Holder` in its `AppConfig.ready`, as rooms do with
`shelf.contribute`. `erase` asks all of them for what hinders, then has each forget its part, in one transaction; the account goes last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from marketplace.accounts import own_rows
from marketplace.accounts.models import User


class Hindered(Exception):
    """Something of hers is under way; `why` has a sentence for each."""

    def __init__(self, why: list[str]):
        self.why = why
        super().__init__(" ".join(why))


def _nothing(user: User) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Holder:
    """`tell`: what it has of her, in values that JSON knows. `forget`: in the caller's transaction. `hinders`: a sentence for each
    reason why it cannot be forgotten now."""

    name: str
    tell: Callable[[User], object]
    forget: Callable[[User], None]
    hinders: Callable[[User], Iterable[str]] = _nothing


_holders: dict[str, Holder] = {}


def hold(holder: Holder) -> None:
    _holders[holder.name] = holder


def holders() -> list[str]:
    return sorted(_holders)


def told(user: User) -> dict[str, object]:
    """Everything, for her alone."""
    made_on = {"made_on": timezone.now().isoformat(timespec="seconds"), "account": own_rows.tell(user)}
    return made_on | {name: _holders[name].tell(user) for name in holders()}


def hindrances(user: User) -> list[str]:
    return [*own_rows.hinders(user), *(why for name in holders() for why in _holders[name].hinders(user))]


def erase(user: User) -> None:
    """Raises Hindered, and nothing has changed."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if why := hindrances(locked):
            raise Hindered(why)
        for name in holders():
            _holders[name].forget(locked)
        own_rows.forget(locked)
