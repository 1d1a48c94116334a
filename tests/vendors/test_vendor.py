import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from vendors.models import Vendor

pytestmark = pytest.mark.django_db

# The example of python-stdnum: 15 digits whose remainder by 97 is zero.
ICE = "001561191000066"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 61 23 45 67", "+212661234567"),
        ("+212 661-23-45-67", "+212661234567"),
        ("00212661234567", "+212661234567"),
        ("", ""),
    ],
)
def test_clean_phone_becomes_e164(typed, stored):
    vendor = factories.vendor(phone=typed, whatsapp=typed)

    vendor.full_clean()

    assert (vendor.phone, vendor.whatsapp) == (stored, stored)


def test_clean_phone_without_prefix_is_read_in_the_vendors_country():
    vendor = factories.vendor(territory=factories.territory("BJ-ZO", "BJ"), phone="01 97 97 97 97")

    vendor.full_clean()

    assert vendor.phone == "+2290197979797"


@pytest.mark.parametrize("typed", ["12", "hello", "+999 1234567", "06 61 23 45"])
def test_clean_phone_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        factories.vendor(phone=typed).full_clean()

    assert set(refused.value.message_dict) == {"phone"}


def test_clean_ice_loses_its_blanks():
    vendor = factories.vendor(ice="001 561 191 000 066")

    vendor.full_clean()

    assert vendor.ice == ICE


@pytest.mark.parametrize("typed", ["001561191000067", "1234", "00156119100006A"])
def test_clean_ice_with_wrong_digits_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        factories.vendor(ice=typed).full_clean()

    assert set(refused.value.message_dict) == {"ice"}


def test_ice_of_another_vendor_is_refused_by_form_and_database():
    factories.vendor(ice=ICE)

    with pytest.raises(ValidationError):
        Vendor(code="x", kind="auto", name_fr="X", ice=ICE, territory=factories.territory()).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.vendor(ice=ICE)


@pytest.mark.parametrize("typed", ["12/2034", "AE 12345", "RC-778"])
def test_clean_register_number_as_they_are_written_is_kept(typed):
    vendor = factories.vendor(register_number=f" {typed} ")

    vendor.full_clean()

    assert vendor.register_number == typed


@pytest.mark.parametrize("typed", ["abc", "12 <b>"])
def test_clean_register_number_without_sense_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        factories.vendor(register_number=typed).full_clean()

    assert set(refused.value.message_dict) == {"register_number"}


@pytest.mark.parametrize("kind", Vendor.Kind)
def test_register_has_a_name_for_every_kind(kind):
    assert str(factories.vendor(kind=kind).register)


def test_clean_sells_through_one_who_is_no_cooperative_is_refused():
    with pytest.raises(ValidationError) as refused:
        factories.vendor(sells_through=factories.vendor()).full_clean()

    assert set(refused.value.message_dict) == {"sells_through"}


def test_clean_without_any_name_is_refused():
    with pytest.raises(ValidationError) as refused:
        factories.vendor(name_fr="", name_ar="").full_clean()

    assert set(refused.value.message_dict) == {"name_fr"}


def test_line_in_a_language_without_words_says_which_it_is_in():
    vendor = factories.vendor(line_fr="Trois cuves.", line_ar="")

    assert vendor.line_words_in("ar") == ("Trois cuves.", "fr")


def test_slug_in_arabic_keeps_its_letters():
    assert factories.vendor(name_ar="تعاونية أزطا").slug_in("ar") == "تعاونية-أزطا"
    assert factories.vendor(name_fr="!!!", name_ar="").slug_in("fr") == "atelier"
