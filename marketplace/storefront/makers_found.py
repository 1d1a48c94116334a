"""Makers whose name holds the words of a search."""

from django.db.models import Q

from marketplace.storefront.vendors_list import VendorTile, tiles
from vendors.models import Vendor

SIZE = 6
LONGEST = 60


def makers_found(query: str, language: str) -> list[VendorTile]:
    """Each word in one of her names; at most `SIZE`. Nothing for a query that is no name."""
    words = query.replace("\x00", " ").split()
    if not words or len(query) > LONGEST or max(map(len, words)) < 2:
        return []
    found = Vendor.objects.open()
    for word in words:
        found = found.filter(Q(name_fr__icontains=word) | Q(name_ar__icontains=word) | Q(name_en__icontains=word))
    return tiles(found.order_by("code")[:SIZE], language)
