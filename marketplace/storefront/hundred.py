"""Who gets what of a hundred dirhams, in a hundred squares: of what was sold lately, or, before any sale, by the rule of the day.

The sales are summed by the timetable, never while a page is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Sum
from django.utils import timezone

from bazaars import days
from catalogue.money import share_out
from marketplace.ledger.rules import current
from marketplace.ledger.split import Party, Sale, rule_for, share
from marketplace.orders.models import Order, Share
from marketplace.storefront.memo import Memo
from marketplace.storefront.models import SalesShared
from marketplace.storefront.shares import NAMES, NAMES_OF_MANY

DAYS = 90
WHOLE = 100
DONE = (Order.State.DELIVERED, Order.State.COLLECTED)


@dataclass(frozen=True)
class Row:
    party: str
    name: str
    number: int


@dataclass(frozen=True)
class Hundred:
    """`rows` sum to a hundred. `parcels` is of how many, between the days `period` names: 0 while nothing is sold, when it is the rule.
    `has_delivery`: what was paid for it is in."""

    rows: tuple[Row, ...]
    parcels: int
    period: str
    has_delivery: bool

    @property
    def makers(self) -> int:
        return next((row.number for row in self.rows if row.party == Party.MAKER), 0)

    @property
    def squares(self) -> list[str]:
        return [row.party for row in self.rows for _each in range(row.number)]


def remember() -> None:
    """Of the timetable: sum up what was handed over in the last `DAYS` days, without what came back. Safe to repeat."""
    now = timezone.now()
    since = now - timedelta(days=DAYS)
    sold = Share.objects.filter(line__order__state__in=DONE, line__order__handed_over_at__gte=since)
    rows = sold.values_list("party").annotate(kept=Sum(F("amount") - F("returned"))).order_by()
    sums = {party: kept for party, kept in rows if kept}
    parcels = sold.aggregate(number=Count("line__order", distinct=True))["number"]
    found = {"sums": sums, "parcels": parcels if sums else 0}
    found |= {"starts": timezone.localdate(since), "ends": timezone.localdate(now)}
    SalesShared.objects.update_or_create(pk=SalesShared.ONLY, defaults=found)


def _read() -> SalesShared | None:
    return SalesShared.objects.filter(pk=SalesShared.ONLY, parcels__gt=0).first()


lately = Memo(_read)


def hundred(language: str) -> Hundred:
    """No statement while both are remembered; one, for the rules' version, before any sale."""
    sold = lately()
    if sold is None:
        return Hundred(_rows(_by_rule()), 0, "", False)
    period = days.period(sold.starts, sold.ends, language, but_year=timezone.localdate().year)
    return Hundred(_rows(sold.sums, many=True), sold.parcels, period, Party.DELIVERY.value in sold.sums)


def _by_rule() -> dict[str, int]:
    """Of a piece its maker sells herself, of no craft that has a rule of its own."""
    sale = Sale(amount=WHOLE * 100, currency="MAD", vendor_id=0)
    parts = share(sale, rule_for(sale, current(), timezone.localdate()))
    return {part.party.value: part.amount for part in parts}


def _rows(sums: Mapping[str, int], *, many: bool = False) -> tuple[Row, ...]:
    amounts = {party: sums[party] for party in Party if sums.get(party)}
    names = NAMES | NAMES_OF_MANY if many else NAMES
    numbers = share_out(WHOLE, list(amounts.values()))
    return tuple(Row(party.value, str(names[party]), n) for party, n in zip(amounts, numbers, strict=True))
