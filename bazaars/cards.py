"""The stand on a piece's card, while its maker exhibits."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from bazaars.meeting import Meeting, meetings
from bazaars.models import Presence
from catalogue import shelf
from catalogue.models import Card, CardFacet, Product
from vendors.models import Vendor

KEY = "stand"
NOW = "fair:now"
BATCH = 500


def stands(product_ids: list[int]) -> dict[int, object]:
    """For `shelf.contribute`: of each product whose maker, or the cooperative that sells it, exhibits today, which fair and stand."""
    # In most places, at most times, there is no fair: then this is the only statement.
    here = meetings(Vendor.objects.filter(Q(products__in=product_ids) | Q(member_vendors__products__in=product_ids)))
    if not here:
        return {}
    products = Product.objects.filter(pk__in=product_ids)
    found: dict[int, object] = {}
    for pk, *vendors in products.values_list("pk", "vendor", "vendor__sells_through"):
        if meeting := _now(here, vendors):
            found[pk] = {"bazaar": meeting.bazaar.pk, "stand": meeting.stand}
    return found


def facets(value: dict) -> list[str]:
    """What a card with a stand can be found by."""
    return [NOW, f"fair:{value['bazaar']}"]


def refresh() -> None:
    """Shelve anew the cards whose stand is not what today says: a sequence has opened, or ended. Safe to repeat."""
    last, cards = 0, _concerned()
    while batch := list(cards.filter(pk__gt=last).values_list("pk", "extra")[:BATCH]):
        last = batch[-1][0]
        shown = {pk: extra.get(KEY) for pk, extra in batch}
        right = stands(list(shown))
        shelf.shelve(pk for pk in shown if shown[pk] != right.get(pk))


def _concerned():
    """The cards that show a stand, and those of who is at a fair about now: the day is another one in other places."""
    today, day = timezone.now().date(), timedelta(days=1)
    here = Presence.objects.filter(day__range=(today - day, today + day)).values("vendor")
    shown = CardFacet.objects.filter(value=NOW).values("card")
    concerned = Q(product__vendor__in=here) | Q(product__vendor__sells_through__in=here) | Q(pk__in=shown)
    return Card.objects.shown().filter(concerned).order_by("pk")


def _now(here: dict[int, list[Meeting]], vendors: Iterable[int | None]) -> Meeting | None:
    """Her own stand goes before the cooperative's."""
    return next((each for vendor in vendors for each in here.get(vendor or 0, ()) if each.is_now), None)
