"""How a price is shared out: arithmetic on frozen values, no database.

`rule_for` finds the rule of a sale, `share` applies it. The parts sum to the amount, to the centime, and are frozen with
the line at the moment of sale: nobody works them out again. Delivery is a line of its own and is not shared here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.money import share_out

WHOLE = 10_000


class Party(StrEnum):
    MAKER = "maker"
    COOPERATIVE = "cooperative"
    DELIVERY = "delivery"
    PLATFORM = "platform"
    FUND = "fund"
    FEES = "fees"


@dataclass(frozen=True)
class Sale:
    """What is sold. `cooperative_id` is who sells it when that is a cooperative: the one she sells through, or the vendor."""

    amount: int
    currency: str
    vendor_id: int
    cooperative_id: int | None = None
    category_ids: tuple[int, ...] = ()
    maker_id: int | None = None


@dataclass(frozen=True)
class Rule:
    """Parts of ten thousand; the maker gets what they leave. Without vendor, cooperative and category it fits every sale."""

    name: str = ""
    platform: int = 0
    cooperative: int = 0
    fund: int = 0
    fee: int = 0
    vendor_id: int | None = None
    cooperative_id: int | None = None
    category_id: int | None = None
    starts: date = date.min
    ends: date | None = None
    position: int = 0

    def __post_init__(self):
        parts = (self.platform, self.cooperative, self.fund, self.fee)
        if min(parts) < 0 or sum(parts) > WHOLE:
            raise ValueError(f"the parts of a rule are never negative, and {WHOLE} at most together")

    def fits(self, sale: Sale, on: date) -> bool:
        return (
            self.starts <= on
            and (self.ends is None or on <= self.ends)
            and self.vendor_id in (None, sale.vendor_id)
            and self.cooperative_id in (None, sale.cooperative_id)
            and (self.category_id is None or self.category_id in sale.category_ids)
        )


# All to the maker, unless the centre says otherwise.
DEFAULT = Rule()


@dataclass(frozen=True)
class Part:
    """`payee_id` is the vendor who is paid it, `member_id` the vendor whose it is; None for what stays with the centre."""

    party: Party
    amount: int
    payee_id: int | None = None
    member_id: int | None = None
    maker_id: int | None = None


def given_back(kept: Sequence[int], count: int, of: int) -> list[int]:
    """What the shares of a line, which still keep so much each, give back for `count` of the `of` pieces that are left of it.

    In proportion, to the centime: together exactly the pieces' part of what is kept, and all of it for the last piece.
    """
    amount, _rest = share_out(sum(kept), [count, of - count])
    return share_out(amount, kept)


def rule_for(sale: Sale, rules: Iterable[Rule], on: date) -> Rule:
    """The first by position that fits; of equal positions the first given."""
    ordered = sorted(rules, key=lambda rule: rule.position)
    return next((rule for rule in ordered if rule.fits(sale, on)), DEFAULT)


def share(sale: Sale, rule: Rule) -> tuple[Part, ...]:
    """The maker's part first, even of nothing; then those of the others that get something.

    Where no cooperative sells, its part is the maker's. What a cooperative sells for a member, or for itself, is paid to it:
    the maker's part is then the member's, or without one that of all its members, to be shared by its own rule.
    """
    seller = sale.cooperative_id or sale.vendor_id
    cooperative = rule.cooperative if sale.cooperative_id else 0
    maker = WHOLE - rule.platform - cooperative - rule.fund - rule.fee
    weights = [maker, cooperative, rule.platform, rule.fund, rule.fee]
    for_maker, for_cooperative, *for_centre = share_out(sale.amount, weights)
    others = [
        Part(Party.COOPERATIVE, for_cooperative, payee_id=seller, member_id=seller),
        *map(Part, (Party.PLATFORM, Party.FUND, Party.FEES), for_centre),
    ]
    return (
        Part(Party.MAKER, for_maker, payee_id=seller, member_id=sale.vendor_id, maker_id=sale.maker_id),
        *(part for part in others if part.amount),
    )
