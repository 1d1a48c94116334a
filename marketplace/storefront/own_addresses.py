"""The addresses that somebody has had parcels sent to: the last first, each once."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from marketplace.orders.models import Purchase
from marketplace.storefront.recipient import lines_of

MOST = 200


@dataclass(frozen=True)
class AddressUsed:
    lines: tuple[str, ...]
    last_used_on: str


def addresses_of(user) -> list[AddressUsed]:
    found: dict[tuple[str, ...], AddressUsed] = {}
    hers = Purchase.objects.filter(user=user, anonymised_at=None).select_related("territory")
    for purchase in hers.order_by("-pk")[:MOST]:
        lines = tuple(lines_of(purchase))
        found.setdefault(lines, AddressUsed(lines, date_format(timezone.localtime(purchase.placed_at), "DATE_FORMAT")))
    return list(found.values())
