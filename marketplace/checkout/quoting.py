"""What a cart costs, whom it pays and how many times money changes hands: arithmetic on facts, without a query.

`quote` is pure: the same cart, destination, choices and terms give the same quote, and the page shows exactly the quote that
`placing.place` charges. Amounts are minor units of the quote's currency, prices include tax.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from marketplace.checkout.carts import Cart, Item, Seller
from marketplace.ledger.split import Part, Party, Rule, Sale, rule_for, share

HOME, PICKUP = "home", "pickup"
CARD, ON_DELIVERY, BANK_TRANSFER = "card", "on_delivery", "bank_transfer"
# Packing before the carrier's own days begin, where nothing is made to order.
PREPARING_DAYS = 2
# A piece of which nobody knows the weight.
USUAL_WEIGHT_G = 1000


@dataclass(frozen=True)
class Destination:
    """Where it goes. `path` is the territory's (`/1/14/`), empty where Maarad has no territory: abroad."""

    country: str = "MA"
    path: str = ""


@dataclass(frozen=True)
class Choices:
    """What the shopper chose: how each vendor's parcel reaches her (by seller id), and one way to pay for all."""

    delivery: Mapping[int, str] = field(default_factory=dict)
    payment: str = ""


@dataclass(frozen=True)
class Carriage:
    """A row of the tariff table. `path` empty: to any other country. `vendor_id` None: for every vendor without a row of her own there."""

    vendor_id: int | None
    path: str
    up_to_g: int
    amount: int
    currency: str
    min_days: int
    max_days: int
    carrier: str
    takes_cash: bool


@dataclass(frozen=True)
class Terms:
    """What the centre has laid down: rules of sharing, tariffs, usual weights in grams by category id; and today's date."""

    rules: tuple[Rule, ...]
    tariffs: tuple[Carriage, ...]
    weights: Mapping[int, int]
    today: date
    takes_cards: bool = False
    # What a first order from a telephone may come to by currency, paid on delivery, without a code; 0 or missing: anything.
    first_orders: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """A way one vendor's parcel can reach the shopper."""

    method: str
    amount: int
    carrier: str
    from_day: date
    by_day: date
    takes_cash: bool


@dataclass(frozen=True)
class Line:
    """One item at its price, with what of it is tax (`tax_rate` per thousand) and who gets what; the parts sum to `total`."""

    item: Item
    total: int
    tax_rate: int
    tax: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Parcel:
    """One vendor's part. `trouble` says why it cannot be sent: `not_there`, `not_abroad`, `too_heavy`; else it is empty."""

    seller: Seller
    lines: tuple[Line, ...]
    options: tuple[Option, ...]
    chosen: Option | None
    delivery_parts: tuple[Part, ...]
    trouble: str

    @property
    def goods(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def delivery(self) -> int:
        return self.chosen.amount if self.chosen else 0

    @property
    def total(self) -> int:
        return self.goods + self.delivery

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for line in self.lines for part in line.parts) + self.delivery_parts


@dataclass(frozen=True)
class Due:
    """Money that will be collected at once: for all parcels together, or at the door for one."""

    method: str
    seller_ids: tuple[int, ...]
    amount: int


@dataclass(frozen=True)
class Quote:
    cart: Cart
    destination: Destination
    choices: Choices
    currency: str
    parcels: tuple[Parcel, ...]
    payments: tuple[str, ...]
    """The ways to pay that every parcel allows."""
    code_above: int = 0
    """What a first order paid on delivery may come to before its telephone is confirmed by a code; 0: anything."""

    @property
    def goods(self) -> int:
        return sum(parcel.goods for parcel in self.parcels)

    @property
    def delivery(self) -> int:
        return sum(parcel.delivery for parcel in self.parcels)

    @property
    def tax(self) -> int:
        return sum(line.tax for parcel in self.parcels for line in parcel.lines)

    @property
    def total(self) -> int:
        return self.goods + self.delivery

    @property
    def parties(self) -> dict[Party, int]:
        """Who gets how much of the total; only those who get something."""
        sums: dict[Party, int] = {}
        for parcel in self.parcels:
            for part in parcel.parts:
                sums[part.party] = sums.get(part.party, 0) + part.amount
        return {party: sums[party] for party in Party if sums.get(party)}

    @property
    def dues(self) -> tuple[Due, ...]:
        method = self.choices.payment
        if method == ON_DELIVERY:
            return tuple(Due(method, (parcel.seller.id,), parcel.total) for parcel in self.parcels)
        return (Due(method, tuple(parcel.seller.id for parcel in self.parcels), self.total),) if method else ()

    @property
    def is_whole(self) -> bool:
        """It can be placed: something is in it, all of it can be sent, and a way to pay is chosen that every parcel allows."""
        sendable = all(parcel.chosen and not parcel.trouble for parcel in self.parcels)
        return bool(self.parcels) and sendable and self.choices.payment in self.payments

    @property
    def wants_proof(self) -> bool:
        """So much is paid on delivery that a telephone nobody knows is confirmed first (`proving`)."""
        return self.choices.payment == ON_DELIVERY and 0 < self.code_above < self.total

    @property
    def digest(self) -> str:
        """The same for two quotes that charge the same, to the same parties. Promised days are not part of it."""
        charged = [
            [
                parcel.seller.id,
                [
                    [line.item.variant_id, line.item.quantity, line.total, line.tax, _told(line.parts)]
                    for line in parcel.lines
                ],
                [parcel.chosen.method, parcel.chosen.carrier, parcel.chosen.amount] if parcel.chosen else [],
            ]
            for parcel in self.parcels
        ]
        told = json.dumps([self.currency, self.choices.payment, charged], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def quote(cart: Cart, destination: Destination, choices: Choices, *, terms: Terms) -> Quote:
    """What `cart` costs there. Items that cannot be sold now (`item.trouble`) are left out; one currency a purchase, the first's."""
    sold = [item for item in cart.items if not item.trouble]
    currency = sold[0].currency if sold else "MAD"
    sold = [item for item in sold if item.currency == currency]
    parcels = tuple(
        _parcel(
            cart.sellers[seller_id], [item for item in sold if item.seller_id == seller_id], destination, choices, terms
        )
        for seller_id in dict.fromkeys(item.seller_id for item in sold)
    )
    code_above = terms.first_orders.get(currency, 0)
    return Quote(cart, destination, choices, currency, parcels, _payments(parcels, terms), code_above)


def _parcel(seller: Seller, items: list[Item], destination: Destination, choices: Choices, terms: Terms) -> Parcel:
    options, trouble = _options(seller, items, destination, terms)
    wanted = choices.delivery.get(seller.id)
    chosen = next((option for option in options if option.method == wanted), options[0] if options else None)
    return Parcel(
        seller=seller,
        lines=tuple(_line(item, seller, terms) for item in items),
        options=options,
        chosen=chosen,
        delivery_parts=_delivery_parts(chosen, seller),
        trouble="" if options else trouble,
    )


def _line(item: Item, seller: Seller, terms: Terms) -> Line:
    total = item.unit_price * item.quantity
    sale = Sale(
        amount=total,
        currency=item.currency,
        vendor_id=item.workshop_id,
        cooperative_id=item.cooperative_id,
        category_ids=item.category_ids,
        maker_id=item.maker_id,
    )
    rule = rule_for(sale, terms.rules, terms.today)
    return Line(item, total, seller.tax_rate, included_tax(total, seller.tax_rate), share(sale, rule))


def included_tax(total: int, rate: int) -> int:
    """What of `total`, tax included, is tax at `rate` per thousand; rounded half up."""
    return (2 * total * rate + 1000 + rate) // (2 * (1000 + rate))


def _delivery_parts(chosen: Option | None, seller: Seller) -> tuple[Part, ...]:
    """What delivery costs goes to whoever carries: the vendor when it is she, else the carrier."""
    if not chosen or not chosen.amount:
        return ()
    payee = None if chosen.carrier else seller.id
    return (Part(Party.DELIVERY, chosen.amount, payee, payee, None),)


def _options(
    seller: Seller, items: list[Item], destination: Destination, terms: Terms
) -> tuple[tuple[Option, ...], str]:
    lead = max((item.lead_time_days for item in items), default=0) or PREPARING_DAYS
    ready = terms.today + timedelta(days=lead)
    options = []
    carriage, trouble = _carriage(seller, _weight(items, terms), items[0].currency, destination, terms)
    if carriage:
        first, last = (ready + timedelta(days=days) for days in (carriage.min_days, carriage.max_days))
        options.append(Option(HOME, carriage.amount, carriage.carrier, first, last, carriage.takes_cash))
    if seller.has_counter and destination.path and destination.country == seller.country:
        options.append(Option(PICKUP, 0, "", ready, ready + timedelta(days=14), True))
    return tuple(options), trouble


def _carriage(
    seller: Seller, weight: int, currency: str, destination: Destination, terms: Terms
) -> tuple[Carriage | None, str]:
    if destination.country != seller.country and not seller.ships_abroad:
        return None, "not_abroad"
    there = [row for row in terms.tariffs if row.currency == currency and _reaches(row, seller, destination)]
    rows = rows_of(seller.id, there)
    if not rows:
        return None, "not_there"
    holding = [row for row in rows if row.up_to_g >= weight]
    if not holding:
        return None, "too_heavy"
    return min(holding, key=lambda row: (-len(row.path), row.up_to_g, row.amount, row.carrier)), ""


def rows_of(seller_id: int, rows: Iterable[Carriage]) -> list[Carriage]:
    """Of the rows for some place those that carry for her: her own where she has any, else everybody's."""
    rows = list(rows)
    own = [row for row in rows if row.vendor_id == seller_id]
    return own or [row for row in rows if row.vendor_id is None]


def _reaches(row: Carriage, seller: Seller, destination: Destination) -> bool:
    """A row for everybody that names a territory carries within its country; across a border go those without, and one's own."""
    is_abroad = destination.country != seller.country
    if not row.path:
        return is_abroad
    return destination.path.startswith(row.path) and (not is_abroad or row.vendor_id == seller.id)


def _weight(items: Iterable[Item], terms: Terms) -> int:
    return sum(item.quantity * (item.weight_g or usual_weight(item.category_ids, terms.weights)) for item in items)


def usual_weight(category_ids: Iterable[int | None], weights: Mapping[int, int]) -> int:
    """In grams, of the first of these categories that has one: the narrowest comes first."""
    known = (weights.get(category) for category in category_ids if category)
    return next((weight for weight in known if weight), USUAL_WEIGHT_G)


def _payments(parcels: tuple[Parcel, ...], terms: Terms) -> tuple[str, ...]:
    """On delivery only where everybody who hands a parcel over takes cash."""
    takes_cash = all(parcel.chosen and parcel.chosen.takes_cash for parcel in parcels)
    offered = {CARD: terms.takes_cards, ON_DELIVERY: takes_cash, BANK_TRANSFER: True}
    return tuple(method for method, is_offered in offered.items() if is_offered)


def _told(parts: Iterable[Part]) -> list[list[object]]:
    return [[part.party.value, part.amount, part.payee_id, part.member_id, part.maker_id] for part in parts]
