from vendors.models.maker import Consent, Maker
from vendors.models.membership import Membership
from vendors.models.page import VendorPage, VendorStories
from vendors.models.partner import Partner
from vendors.models.territory import Territory
from vendors.models.vendor import Vendor, VendorEvent

__all__ = [
    "Consent",
    "Maker",
    "Membership",
    "Partner",
    "Territory",
    "Vendor",
    "VendorEvent",
    "VendorPage",
    "VendorStories",
]
