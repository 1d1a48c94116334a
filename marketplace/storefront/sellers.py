"""Who sells, as law 31-08 wants her named before a sale."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.storefront import legal
from vendors.models import Vendor


@dataclass(frozen=True)
class Fact:
    """A row of facts. `lang` and `dir` are empty when they are the page's; a measure or a number is always `ltr`."""

    name: str
    value: str
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True)
class Seller:
    """`rows`: status, register number, ICE, address, town, telephone and e-mail (the centre's where she gave none)."""

    name: str
    rows: list[Fact]


def seller_of(vendor: Vendor, language: str) -> Seller:
    rows = [
        Fact(_("Status"), str(vendor.get_kind_display())),
        Fact(str(vendor.register), vendor.register_number, dir="ltr"),
        Fact(_("ICE (common business number)"), vendor.ice, dir="ltr"),
        Fact(_("Address"), vendor.address),
        Fact(_("Town"), vendor.town_in(language)),
        Fact(_("Telephone"), vendor.phone or legal.fact("operator_phone", language), dir="ltr"),
        Fact(_("E-mail"), vendor.email or legal.fact("operator_email", language), dir="ltr"),
    ]
    return Seller(vendor.legal_name or vendor.name_in(language), [row for row in rows if row.value])
