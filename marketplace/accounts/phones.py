"""Telephone numbers: people write them in many ways, we keep one (E.164)."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOME = "MA"
BENIN, BENIN_BEFORE_2024 = 229, 8


def normalise(written):
    """`06 12 34 56 78` or `+229 01 97 12 34 56` as E.164. A number without a country is Moroccan."""
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        raise not_a_phone() from None
    if number.country_code == BENIN and len(str(number.national_number)) == BENIN_BEFORE_2024:
        # Benin put 01 before every number in 2024; many still write the old eight digits.
        number = phonenumbers.parse(f"+{BENIN}01{number.national_number}")
    if not phonenumbers.is_valid_number(number):
        raise not_a_phone()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(phone):
    """`+212612345678` as her neighbours write it (06 12 34 56 78), a foreign number with its country."""
    number = phonenumbers.parse(phone)
    at_home = phonenumbers.region_code_for_number(number) == HOME
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def not_a_phone():
    return ValidationError(
        _("This number is not complete. Ten digits, for example 06 12 34 56 78."), code="invalid_phone"
    )
