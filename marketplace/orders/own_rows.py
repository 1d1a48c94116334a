"""The purchases of an account, as `accounts.personal` tells and forgets them. Those made without signing in are their links'."""

from collections.abc import Iterable

from marketplace.accounts.models import User
from marketplace.accounts.personal import Holder
from marketplace.orders import erasing
from marketplace.orders.models import Purchase


def tell(user: User) -> object:
    return [erasing.tell(purchase) for purchase in _of(user)]


def hinders(user: User) -> Iterable[str]:
    for purchase in _of(user):
        yield from erasing.hindrances(purchase)


def forget(user: User) -> None:
    for purchase in _of(user):
        erasing.anonymise(purchase)


def _of(user: User) -> list[Purchase]:
    return list(Purchase.objects.filter(user=user).select_related("territory", "conditions").order_by("pk"))


HOLDER = Holder("purchases", tell=tell, forget=forget, hinders=hinders)
