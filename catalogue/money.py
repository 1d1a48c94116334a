"""Amounts: integers in minor units with their currency beside them. Never a float.

`share_out` is the one function that divides an amount; the others only write one down for a person.
"""

from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_decimal, get_currency_precision

LOCALES = {"fr": "fr", "ar": "ar_MA", "en": "en"}
UNITS = {
    "MAD": {"fr": "DH", "ar": "درهم", "en": "MAD"},
    "XOF": {"fr": "FCFA", "ar": "فرنك", "en": "XOF"},
}


def share_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount` (minor units, 0 or more) in proportion to `weights`, by largest remainder.

    The parts sum to `amount`, none is negative, each is within one unit of its exact part; of equal remainders the first wins.
    All weights zero: everything goes to the first. Raises ValueError on a negative amount or weight, or no weights.
    """
    if amount < 0 or not weights or min(weights) < 0:
        raise ValueError("an amount and its weights are never negative, and there is at least one weight")
    total = sum(weights)
    if total == 0:
        return [amount, *[0] * (len(weights) - 1)]
    parts = [amount * weight // total for weight in weights]
    remainders = [amount * weight % total for weight in weights]
    first = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in first[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def to_minor(amount: Decimal, currency: str) -> int:
    """1850.50 MAD is 185050. Raises ValueError when `amount` has more decimals than the currency, or is not finite."""
    if not amount.is_finite():
        raise ValueError(f"{amount} is not an amount")
    minor = amount.scaleb(get_currency_precision(currency))
    if minor != minor.to_integral_value():
        raise ValueError(f"{amount} has more decimals than {currency}")
    return int(minor)


def to_decimal(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def format_number(minor: int, currency: str, language: str) -> str:
    """As a reader of `language` writes it, without the unit; a whole amount has no decimals: `1 850`, `1.850,50`."""
    digits = get_currency_precision(currency)
    whole = minor % 10**digits == 0
    pattern = "#,##0" if whole else "#,##0." + "0" * digits
    return format_decimal(to_decimal(minor, currency), format=pattern, locale=LOCALES[language])


def unit(currency: str, language: str) -> str:
    return UNITS.get(currency, {}).get(language, currency)


def format_price(minor: int, currency: str, language: str) -> str:
    """The number and its unit: `1 850 DH` (no-break space), `1.850 درهم`, `MAD 1,850`."""
    number, name = format_number(minor, currency, language), unit(currency, language)
    return f"{name}\u00a0{number}" if language == "en" else f"{number}\u00a0{name}"


def per_thousand(minor: int, quantity: int) -> int:
    """The price of a kilo or a litre when `quantity` grams or millilitres cost `minor`, to the nearest minor unit."""
    return (minor * 2000 + quantity) // (quantity * 2)
