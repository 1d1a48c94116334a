"""What a vendor's numbers must look like: telephones, the ICE, the registers.

Each function tidies what was typed or raises `Wrong`.
"""

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotAnIce
from stdnum.ma import ice

# By `Vendor.Kind`: the register whose number stands in `Vendor.register_number`.
REGISTERS = {
    "micro": _("Commercial register"),
    "auto": _("National register of auto-entrepreneurs"),
    "cooperative": _("Register of cooperatives"),
    "association": _("Declaration receipt"),
    "gie": _("Commercial register"),
}

NUMBER = re.compile(r"(?=.*\d)[\w/ .\-]{2,40}")


class Wrong(ValueError):
    """A sentence for the person who typed the number."""


def tidy_phone(typed, vendor):
    """E.164. A number without its country's prefix is taken as one of the vendor's country."""
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed, _country_of(vendor))
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Wrong(_("This is not a telephone number. Example: 06 61 23 45 67."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def tidy_ice(typed, vendor):
    if not typed:
        return ""
    try:
        return ice.validate(typed)
    except NotAnIce:
        raise Wrong(_("This ICE is not right: it has 15 digits, the last two of which check the others.")) from None


def tidy_register_number(typed, vendor):
    number = " ".join(typed.split())
    if number and not NUMBER.fullmatch(number):
        raise Wrong(_("A register number has digits, perhaps letters, a dash or a stroke. Example: 12/2034."))
    return number


TIDY = {"phone": tidy_phone, "whatsapp": tidy_phone, "ice": tidy_ice, "register_number": tidy_register_number}


def _country_of(vendor):
    """Two letters, as a territory's code starts with them (`MA-05`)."""
    return vendor.territory.code[:2] if vendor.territory_id else "MA"
