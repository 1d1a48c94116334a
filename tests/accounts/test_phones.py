import pytest
from django.core.exceptions import ValidationError

from marketplace.accounts import phones


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "0612345678",
        "06-12-34-56-78",
        "06.12.34.56.78",
        "+212 6 12 34 56 78",
        "+212 (0)6 12 34 56 78",
        "00212612345678",
        "212612345678",
        "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
    ],
)
def test_normalise_number_as_moroccans_write_it_gives_e164(written):
    assert phones.normalise(written) == "+212612345678"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+229 01 97 12 34 56", "+2290197123456"),
        ("+229 97 12 34 56", "+2290197123456"),
        ("+223 70 12 34 56", "+22370123456"),
        ("+221 77 123 45 67", "+221771234567"),
        ("+33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_normalise_number_from_abroad_keeps_its_country(written, kept):
    assert phones.normalise(written) == kept


@pytest.mark.parametrize(
    "written", ["", "12", "06 12 34 56 7", "06 12 34 56 78 9", "Fadma", "+", "fadma@example.org", "\x00"]
)
def test_normalise_what_is_no_number_refuses(written):
    with pytest.raises(ValidationError):
        phones.normalise(written)


def test_readable_moroccan_number_is_national_and_foreign_one_international():
    assert phones.readable("+212612345678") == "06 12 34 56 78"
    assert phones.readable("+221771234567") == "+221 77 123 45 67"
