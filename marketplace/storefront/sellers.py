"""Who sells, as law 31-08 wants her named before a sale."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from marketplace.storefront import legal
from vendors.models import Vendor
from vendors.words import language_of, resolve


@dataclass(frozen=True)
class Fact:
    """A row of facts. `lang` and `dir` are empty when they are the page's; a measure or a number is always `ltr`."""

    name: str
    value: str
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True)
class Seller:
    """`name` is marked with its language.

    `rows`: status, register number, ICE, address, town, telephone and e-mail (the centre's where she gave none).
    """

    name: SafeString
    rows: list[Fact]


def seller_of(vendor: Vendor, language: str) -> Seller:
    rows = [
        Fact(_("Status"), str(vendor.get_kind_display())),
        Fact(str(vendor.register), vendor.register_number, dir="ltr"),
        Fact(_("ICE (common business number)"), vendor.ice, dir="ltr"),
        Fact(_("Address"), vendor.address, lang=language_of(vendor.address) if vendor.address else ""),
        Fact(_("Town"), vendor.town_in(language)),
        Fact(_("Telephone"), vendor.phone or legal.fact("operator_phone", language), dir="ltr"),
        Fact(_("E-mail"), vendor.email or legal.fact("operator_email", language), dir="ltr"),
    ]
    name, name_language = resolve(vendor.names, language)
    if vendor.legal_name:
        name, name_language = vendor.legal_name, language_of(vendor.legal_name)
    return Seller(_marked(name, name_language, language), [row for row in rows if row.value])


def _marked(name: str, name_language: str, language: str) -> SafeString:
    if name_language == language:
        return format_html("<bdi>{}</bdi>", name)
    return format_html('<bdi lang="{}">{}</bdi>', name_language, name)
