"""What the shelf shows of fairs: asked to look again at the pieces of those who exhibit, whoever's name they are under."""

from collections.abc import Iterable

from django.db.models import Q

from catalogue import shelf
from catalogue.models import Card


def shelve_of(vendor_ids: Iterable[int]) -> None:
    """Bring to date the cards of these vendors, and of those who sell through them."""
    ids = list(vendor_ids)
    cards = Card.objects.filter(Q(product__vendor__in=ids) | Q(product__vendor__sells_through__in=ids))
    shelf.shelve(cards.values_list("pk", flat=True))
