import pytest
from django.forms import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fields import PriceField
from catalogue.money import format_number


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("250", 25000),
        ("1 850", 185000),
        ("1\u202f850,50", 185050),
        ("1.850,50", 185050),
        ("1,850.50", 185050),
        ("1.850", 185000),
        ("99.5", 9950),
        ("٢٥٠", 25000),
        ("٢٥٠٫٥", 25050),
        ("250 DH", 25000),
        ("250 درهم", 25000),
    ],
)
def test_price_field_as_people_write_it_gives_minor_units(words, minor):
    assert PriceField().clean(words) == minor


@pytest.mark.parametrize(
    "words", ["0", "-5", "abc", "1e9", "NaN", "inf", "12,3,4", "9999999999", "250€", "", "²", "--"]
)
def test_price_field_nonsense_is_refused(words):
    with pytest.raises(ValidationError):
        PriceField().clean(words)


@given(st.integers(1, 100_000_000), st.sampled_from(["fr", "ar", "en"]))
def test_price_field_of_a_shown_number_gives_it_back(minor, language):
    assert PriceField().clean(format_number(minor, "MAD", language)) == minor


@given(st.text(max_size=20))
def test_price_field_anything_typed_is_an_amount_or_a_sentence(words):
    field = PriceField(required=True)
    try:
        minor = field.clean(words)
    except ValidationError:
        return
    assert 0 < minor <= 100_000_000
