"""What is in a cart. A stranger's is a signed cookie of ids, quantities and prices seen; whoever is signed in has rows.

A cart holds nothing back and promises nothing: `read` says, each time, what can be bought now of what was wanted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core import signing
from django.db import transaction

from catalogue.models import Card, Variant
from marketplace.checkout.models import CartLine
from vendors.models import Vendor

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
    """The facts of now about what is wanted, in two statements. Variants that are no more are left out."""
    rows = list(wanted)
    variants = {
        variant.pk: variant
        for variant in Variant.objects.filter(pk__in=[row.variant_id for row in rows]).select_related(
            "stock",
            "product__card",
            "product__category",
            "product__vendor__territory",
            "product__vendor__sells_through__territory",
        )
    }
    found = [(row, variants[row.variant_id]) for row in rows if row.variant_id in variants]
    sellers = {variant.product.vendor.seller.pk: variant.product.vendor.seller for _row, variant in found}
    countries = _countries(sellers.values())
    return Cart(
        tuple(_item(row, variant) for row, variant in found),
        {pk: _seller(vendor, countries) for pk, vendor in sellers.items()},
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
    elif variant_id in rows or len(rows) < MOST_LINES:
        rows[variant_id] = Wanted(variant_id, min(quantity, MOST_OF_ONE), price)
    return list(rows.values())


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


def _item(row: Wanted, variant: Variant) -> Item:
    product, vendor = variant.product, variant.product.vendor
    card = getattr(product, "card", None)
    stock = getattr(variant, "stock", None)
    on_hand = stock.on_hand if stock else 0
    quantity = row.quantity if product.is_made_to_order else min(row.quantity, on_hand)
    return Item(
        variant_id=variant.pk,
        product_id=product.pk,
        seller_id=vendor.seller.pk,
        workshop_id=vendor.pk,
        cooperative_id=vendor.seller.pk if vendor.seller.is_cooperative else None,
        maker_id=product.maker_id,
        category_ids=tuple(pk for pk in (product.category_id, product.category.parent_id) if pk),
        wanted=row.quantity,
        quantity=quantity,
        price_seen=row.price_seen,
        unit_price=variant.price,
        currency=variant.currency,
        is_made_to_order=product.is_made_to_order,
        lead_time_days=product.lead_time_days or 0,
        weight_g=variant.weight_g or 0,
        words=card.words if card else {},
        option=str(variant),
        sku=variant.sku or "",
        withdrawal=product.withdrawal,
        picture_hash=card.picture_hash if card else "",
        picture_width=card.picture_width if card else 0,
        picture_height=card.picture_height if card else 0,
        picture_ready=card.picture_ready if card else "",
        dye=card.dye if card else product.category.dye,
        trouble=_trouble(card, vendor, quantity),
    )


def _trouble(card: Card | None, vendor: Vendor, quantity: int) -> str:
    if card is None or card.is_withdrawn:
        return "gone"
    if vendor.is_on_holiday or vendor.seller.is_on_holiday:
        return "holiday"
    return "" if quantity else "sold"


def _countries(vendors: Iterable[Vendor]) -> dict[int, str]:
    """The country's code by the id of a vendor's territory."""
    territories = [vendor.territory for vendor in vendors]
    roots = {territory.ancestor_ids()[0] for territory in territories}
    codes = dict(type(territories[0]).objects.filter(pk__in=roots).values_list("pk", "code")) if territories else {}
    return {territory.pk: codes[territory.ancestor_ids()[0]] for territory in territories}


def _seller(vendor: Vendor, countries: Mapping[int, str]) -> Seller:
    return Seller(
        id=vendor.pk,
        names=vendor.names,
        towns={language: vendor.town_in(language) for language in ("fr", "ar", "en")},
        country=countries[vendor.territory_id],
        address=vendor.address,
        has_counter=vendor.is_cooperative and bool(vendor.address),
        ships_abroad=vendor.ships_abroad,
        tax_rate=vendor.tax_rate,
        back_on=vendor.back_on if vendor.is_on_holiday else None,
    )
