"""Who gets what of an amount, as a bar and as a list. The parts shown sum to the amount, the percents to a hundred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.money import format_number, format_price, share_out
from marketplace.ledger.split import Part, Party

NAMES: dict[str, Promise] = {
    Party.MAKER: _("The maker"),
    Party.COOPERATIVE: _("The cooperative"),
    Party.DELIVERY: _("Delivery"),
    Party.PLATFORM: _("Maarad"),
    Party.FUND: _("The solidarity fund"),
    Party.FEES: _("Payment fees"),
}
# Where several makers, or several cooperatives, are paid at once.
NAMES_OF_MANY: dict[str, Promise] = {Party.MAKER: _("The makers"), Party.COOPERATIVE: _("The cooperatives")}


@dataclass(frozen=True)
class Share:
    """`start` and `width` in minor units of the whole, which is the bar's own scale."""

    party: str
    name: str
    amount: str
    percent: str
    start: int
    width: int


@dataclass(frozen=True)
class Shares:
    whole: int
    rows: tuple[Share, ...]


def shares_of(parts: Iterable[Part], currency: str, language: str) -> Shares:
    sums: dict[str, int] = {}
    members: dict[str, set[int | None]] = {}
    for part in parts:
        sums[part.party] = sums.get(part.party, 0) + part.amount
        members.setdefault(part.party, set()).add(part.member_id)
    many = {party for party, who in members.items() if len(who) > 1}
    return shares_of_sums(sums, currency, language, many=many)


def shares_of_sums(sums: Mapping[str, int], currency: str, language: str, *, many: Iterable[str] = ()) -> Shares:
    """`sums` by party; `many` says for which of them several are paid."""
    amounts = {party: sums[party] for party in Party if sums.get(party)}
    percents = share_out(100, list(amounts.values())) if amounts else []
    rows, start, plural = [], 0, set(many)
    for (party, amount), percent in zip(amounts.items(), percents, strict=True):
        names = NAMES_OF_MANY if party in plural else NAMES
        name = str(names.get(party, NAMES[party]))
        number = format_number(amount, currency, language)
        rows.append(Share(party.value, name, number, percent_in(percent, language), start, amount))
        start += amount
    return Shares(start, tuple(rows))


def percent_in(number: int, language: str) -> str:
    return f"{number}\u202f%" if language == "fr" else f"{number}%"


def receives(parts: Iterable[Part], maker: str, currency: str, language: str) -> str:
    """`Of 250 DH, Fatima receives 212 DH`, of one piece."""
    amounts = [(part.party, part.amount) for part in parts]
    hers = sum(amount for party, amount in amounts if party == Party.MAKER)
    return gettext("Of %(price)s, %(maker)s receives %(amount)s") % {
        "price": format_price(sum(amount for _party, amount in amounts), currency, language),
        "maker": maker,
        "amount": format_price(hers, currency, language),
    }
