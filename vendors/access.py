"""The only door to a vendor's data."""

from django.db.models import Q

from vendors.models import Vendor


def vendors_for(user):
    """The vendors `user` may act for: her own, and those that sell through a cooperative she manages."""
    if not user.is_authenticated or not user.is_active:
        return Vendor.objects.none()
    own = user.memberships.values("vendor")
    managed = user.memberships.filter(role="manager").values("vendor")
    return Vendor.objects.filter(Q(pk__in=own) | Q(sells_through__in=managed)).exclude(state=Vendor.State.CLOSED)
