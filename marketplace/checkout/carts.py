"""What is in a cart. A stranger's is a signed cookie of ids, quantities and prices seen; whoever is signed in has rows.

A cart holds nothing back and promises nothing: `read` says, each time, what can be bought now of what was wanted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core import signing
from django.db import connection, transaction

from catalogue.models import Variant
from marketplace.checkout.models import CartLine
from marketplace.checkout.prepared import Prepared
from vendors.models import Territory, Vendor
from vendors.words import LANGUAGES, resolve

COOKIE = "cart"
COOKIE_DAYS = 60
SALT = "marketplace.checkout.cart"
# A cookie holds about 4 kB; a line takes some 20 bytes of it.
MOST_LINES = 50
MOST_OF_ONE = 99


@dataclass(frozen=True)
class Wanted:
    """So many of a variant, and the price it had when it was last looked at (minor units)."""

    variant_id: int
    quantity: int
    price_seen: int


@dataclass(frozen=True)
class Seller:
    """The vendor who ships and is paid. `names` and `towns` by language. `has_counter`: parcels can be collected there."""

    id: int
    names: Mapping[str, str]
    towns: Mapping[str, str]
    country: str
    address: str
    has_counter: bool
    ships_abroad: bool
    tax_rate: int
    back_on: date | None


@dataclass(frozen=True)
class Item:
    """A line of a cart as it stands now. `quantity` can be bought; `wanted` was asked for.

    `trouble`: `gone` (not for sale any more), `sold` (none left), `holiday`; else empty, and it will be in the quote.
    """

    variant_id: int
    product_id: int
    seller_id: int
    workshop_id: int
    cooperative_id: int | None
    maker_id: int | None
    category_ids: tuple[int, ...]
    wanted: int
    quantity: int
    price_seen: int
    unit_price: int
    currency: str
    is_made_to_order: bool
    lead_time_days: int
    weight_g: int
    words: Mapping[str, Mapping[str, str]]
    option: str
    sku: str
    withdrawal: str
    picture_hash: str
    picture_width: int
    picture_height: int
    picture_ready: str
    dye: str
    trouble: str

    @property
    def price_changed(self) -> bool:
        return self.price_seen != self.unit_price

    @property
    def is_fewer(self) -> bool:
        return not self.trouble and self.quantity < self.wanted


@dataclass(frozen=True)
class Cart:
    """Items in the order they were added; `sellers` by id."""

    items: tuple[Item, ...] = ()
    sellers: Mapping[int, Seller] = field(default_factory=dict)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(Wanted(item.variant_id, item.wanted, item.price_seen) for item in self.items)

    @property
    def pieces(self) -> int:
        return sum(item.quantity for item in self.items)


def read(wanted: Iterable[Wanted]) -> Cart:
    """The facts of now about what is wanted, in one statement. Variants that are no more are left out."""
    rows = list(wanted)
    if not rows:
        return Cart()
    facts = {fact["pk"]: fact for fact in FACTS.of([row.variant_id for row in rows])}
    found = [(row, facts[row.variant_id]) for row in rows if row.variant_id in facts]
    sellers = {_whose(fact)["pk"]: _whose(fact) for _row, fact in found}
    countries = _countries({_root_of(seller) for seller in sellers.values()})
    return Cart(
        tuple(_item(row, fact) for row, fact in found),
        {pk: _seller(seller, countries[_root_of(seller)]) for pk, seller in sellers.items()},
    )


def to_cookie(wanted: Iterable[Wanted]) -> str:
    return signing.dumps([[row.variant_id, row.quantity, row.price_seen] for row in wanted], salt=SALT, compress=True)


def from_cookie(text: str | None) -> list[Wanted]:
    """What the cookie says; nothing when it is missing, too old, or not ours."""
    try:
        rows = signing.loads(text or "", salt=SALT, max_age=COOKIE_DAYS * 86_400)
        return [Wanted(int(variant), int(quantity), int(price)) for variant, quantity, price in rows]
    except (signing.BadSignature, TypeError, ValueError):
        return []


def of(user) -> list[Wanted]:
    """What somebody who is signed in has in her cart."""
    return [Wanted(*row) for row in user.cart_lines.values_list("variant_id", "quantity", "price_seen")]


def changed(wanted: Iterable[Wanted], variant_id: int, quantity: int, price: int) -> list[Wanted]:
    """`wanted` with `quantity` of the variant: 0 takes it away. What is too much for a cart is cut down."""
    rows = {row.variant_id: row for row in wanted}
    if quantity <= 0:
        rows.pop(variant_id, None)
    elif has_room(rows.values(), variant_id):
        rows[variant_id] = Wanted(variant_id, min(quantity, MOST_OF_ONE), price)
    return list(rows.values())


def has_room(wanted: Iterable[Wanted], variant_id: int) -> bool:
    """Whether it holds this one, or one kind more."""
    kinds = {row.variant_id for row in wanted}
    return variant_id in kinds or len(kinds) < MOST_LINES


def most_of(variant_id: int) -> Item | None:
    """The variant, in the largest quantity that a cart can hold of it now."""
    return next(iter(read([Wanted(variant_id, MOST_OF_ONE, 0)]).items), None)


@transaction.atomic
def keep(user, wanted: Iterable[Wanted]) -> None:
    """Make these the rows of her cart."""
    rows = list(wanted)
    user.cart_lines.exclude(variant__in=[row.variant_id for row in rows]).delete()
    CartLine.objects.bulk_create(
        [
            CartLine(user=user, variant_id=row.variant_id, quantity=row.quantity, price_seen=row.price_seen)
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["user", "variant"],
        update_fields=["quantity", "price_seen"],
    )


def merged(kept: Iterable[Wanted], brought: Iterable[Wanted]) -> list[Wanted]:
    """Of the cart she had and the one she filled before signing in: each piece once, the larger quantity."""
    rows = {row.variant_id: row for row in kept}
    for row in brought:
        had = rows.get(row.variant_id)
        if had is None or had.quantity < row.quantity:
            rows[row.variant_id] = row
    return list(rows.values())[:MOST_LINES]


# Columns, not rows: a cart is read at every step, and these are a third of what its rows hold.
_VENDOR = "product__vendor__"
_COOPERATIVE = "product__vendor__sells_through__"
_SELLER = (
    "pk",
    "kind",
    "name_fr",
    "name_ar",
    "name_en",
    "town_fr",
    "town_ar",
    "address",
    "ships_abroad",
    "tax_rate",
    "is_on_holiday",
    "back_on",
    "territory__path",
    "territory__name_fr",
    "territory__name_ar",
    "territory__name_en",
)
_FACTS = (
    "pk",
    "size",
    "colour",
    "sku",
    "price",
    "currency",
    "weight_g",
    "stock__on_hand",
    "product_id",
    "product__maker_id",
    "product__category_id",
    "product__category__parent_id",
    "product__is_made_to_order",
    "product__lead_time_days",
    "product__withdrawal",
    "product__card__is_withdrawn",
    "product__card__words",
    "product__card__picture_hash",
    "product__card__picture_width",
    "product__card__picture_height",
    "product__card__picture_ready",
    "product__card__dye",
    *(_VENDOR + name for name in _SELLER),
    *(_COOPERATIVE + name for name in _SELLER),
)


FACTS = Prepared(lambda: Variant.objects.order_by().values(*_FACTS))


def _item(row: Wanted, fact: Mapping) -> Item:
    seller, vendor = _whose(fact), fact[_VENDOR + "pk"]
    is_made_to_order = fact["product__is_made_to_order"]
    quantity = row.quantity if is_made_to_order else min(row.quantity, fact["stock__on_hand"] or 0)
    return Item(
        variant_id=fact["pk"],
        product_id=fact["product_id"],
        seller_id=seller["pk"],
        workshop_id=vendor,
        cooperative_id=seller["pk"] if seller["kind"] == Vendor.Kind.COOPERATIVE else None,
        maker_id=fact["product__maker_id"],
        category_ids=tuple(pk for pk in (fact["product__category_id"], fact["product__category__parent_id"]) if pk),
        wanted=row.quantity,
        quantity=quantity,
        price_seen=row.price_seen,
        unit_price=fact["price"],
        currency=fact["currency"],
        is_made_to_order=is_made_to_order,
        lead_time_days=fact["product__lead_time_days"] or 0,
        weight_g=fact["weight_g"] or 0,
        words=fact["product__card__words"] or {},
        option=" · ".join(part for part in (fact["size"], fact["colour"]) if part),
        sku=fact["sku"] or "",
        withdrawal=fact["product__withdrawal"],
        picture_hash=fact["product__card__picture_hash"] or "",
        picture_width=fact["product__card__picture_width"] or 0,
        picture_height=fact["product__card__picture_height"] or 0,
        picture_ready=fact["product__card__picture_ready"] or "",
        dye=fact["product__card__dye"] or "",
        trouble=_trouble(fact, quantity),
    )


def _trouble(fact: Mapping, quantity: int) -> str:
    # Without a card it never was on sale; a tombstone was.
    if fact["product__card__is_withdrawn"] is not False:
        return "gone"
    if fact[_VENDOR + "is_on_holiday"] or fact[_COOPERATIVE + "is_on_holiday"]:
        return "holiday"
    return "" if quantity else "sold"


def _whose(fact: Mapping) -> dict:
    """The facts of who sells it."""
    seller = _COOPERATIVE if fact[_COOPERATIVE + "pk"] else _VENDOR
    return {name: fact[seller + name] for name in _SELLER}


def _seller(given: Mapping, country: str) -> Seller:
    places = {language: given[f"territory__name_{language}"] for language in LANGUAGES}
    own = {"fr": given["town_fr"], "ar": given["town_ar"]}
    return Seller(
        id=given["pk"],
        names={language: given[f"name_{language}"] for language in LANGUAGES},
        towns={
            language: own.get(language) or given["town_fr"] or resolve(places, language)[0] for language in LANGUAGES
        },
        country=country,
        address=given["address"],
        has_counter=given["kind"] == Vendor.Kind.COOPERATIVE and bool(given["address"]),
        ships_abroad=given["ships_abroad"],
        tax_rate=given["tax_rate"],
        back_on=given["back_on"] if given["is_on_holiday"] else None,
    )


def _root_of(seller: Mapping) -> int:
    """The id of the country that a territory's path begins with."""
    return int(seller["territory__path"].split("/")[1])


_codes: dict[int, str] = {}


def _countries(roots: set[int]) -> dict[int, str]:
    """Code by id. Countries keep theirs, so a process asks once."""
    if roots <= _codes.keys():
        return _codes
    found = dict(Territory.objects.filter(pk__in=roots).values_list("pk", "code"))
    # Within a transaction a row may be its own: rolled back, another would get the same id.
    if not connection.in_atomic_block:
        _codes.update(found)
    return found


def forget(**kwargs: object) -> None:
    """After `migrate`, whose signal the tests' flush sends too: it empties the table."""
    _codes.clear()
