"""A cart as lots: what one vendor will ship, how it can reach the shopper, and what has changed since she looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as quoted

from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import format_price
from marketplace.checkout.carts import Item, Seller
from marketplace.checkout.quoting import HOME, Option, Parcel, Quote
from marketplace.storefront.cards import CardPicture
from marketplace.storefront.frame import direction
from vendors.words import resolve


@dataclass(frozen=True)
class Piece:
    """`is_off` can be taken out and nothing else. `by`: the workshop, where the lot's vendor sells for another."""

    variant_id: int
    title: str
    lang: str
    dir: str
    url: str
    option: str
    by: str
    quantity: int
    price: str
    each: str
    picture: CardPicture
    is_off: bool
    news: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """How a parcel can reach her, when, and for how much."""

    method: str
    name: str
    when: str
    where: str
    price: str
    is_chosen: bool


@dataclass(frozen=True)
class Lot:
    """`trouble` says why none of it can be sent there."""

    seller_id: int
    name: str
    lang: str
    url: str
    town: str
    dye: str
    pieces: tuple[Piece, ...]
    ways: tuple[Way, ...]
    subtotal: str
    trouble: str

    @property
    def chosen(self) -> Way | None:
        return next((way for way in self.ways if way.is_chosen), None)


def lots_of(quote: Quote, language: str) -> list[Lot]:
    parcels = {parcel.seller.id: parcel for parcel in quote.parcels}
    items: dict[int, list[Item]] = {}
    for item in quote.cart.items:
        items.setdefault(item.seller_id, []).append(item)
    return [_lot(quote.cart.sellers[pk], items[pk], parcels.get(pk), quote.currency, language) for pk in items]


def _lot(seller: Seller, items: Sequence[Item], parcel: Parcel | None, currency: str, language: str) -> Lot:
    name, lang = resolve(seller.names, language)
    sold = {line.item.variant_id for line in parcel.lines} if parcel else set()
    return Lot(
        seller_id=seller.id,
        name=name,
        lang=lang,
        url=reverse("storefront:vendor_by_id", args=[seller.id]),
        town=seller.towns[language],
        dye=items[0].dye,
        pieces=tuple(_piece(item, seller, name, item.variant_id in sold, language) for item in items),
        ways=ways_of(parcel, seller, currency, language) if parcel else (),
        subtotal=format_price(parcel.total, currency, language) if parcel else "",
        trouble=trouble_words(parcel.trouble) if parcel else "",
    )


def _piece(item: Item, seller: Seller, seller_name: str, is_sold: bool, language: str) -> Piece:
    words = item.words.get(language, {})
    title, lang = words.get("title", ""), words.get("lang", language)
    is_gone = item.trouble == "gone"
    return Piece(
        variant_id=item.variant_id,
        title=title or _("Piece"),
        lang="" if lang == language else lang,
        dir="" if lang == language else direction(lang),
        url="" if is_gone else f"/{language}/produits/{item.product_id}-{quoted(words.get('slug', ''))}/",
        option=item.option,
        by=words.get("vendor", "") if item.workshop_id != seller.id else "",
        quantity=item.quantity if is_sold else item.wanted,
        price=format_price(item.unit_price * item.quantity, item.currency, language) if is_sold else "",
        each=_each(item, language) if is_sold and item.quantity > 1 else "",
        picture=CardPicture(item.picture_hash, item.picture_width, item.picture_height, item.picture_ready, item.dye),
        is_off=not is_sold,
        news=tuple(_news(item, seller, seller_name, is_sold, language)),
    )


def _each(item: Item, language: str) -> str:
    price = format_price(item.unit_price, item.currency, language)
    return _("%(n)s × %(price)s") % {"n": item.quantity, "price": price}


def _news(item: Item, seller: Seller, seller_name: str, is_sold: bool, language: str):
    """What to tell her of a piece, in sentences."""
    if item.trouble:
        yield _trouble(item, seller, seller_name)
        return
    if not is_sold:
        yield _("It is paid in another currency: order it apart.")
    if item.is_fewer:
        yield ngettext(
            "Only %(n)s is left; we have changed the quantity.",
            "Only %(n)s are left; we have changed the quantity.",
            item.quantity,
        ) % {"n": item.quantity}
    if item.price_changed:
        yield _("The price has changed from %(old)s to %(new)s since your last visit.") % {
            "old": format_price(item.price_seen, item.currency, language),
            "new": format_price(item.unit_price, item.currency, language),
        }


def _trouble(item: Item, seller: Seller, seller_name: str) -> str:
    if item.trouble == "gone":
        return _("This product is no longer offered")
    if item.trouble == "sold":
        return _("This piece has been sold in the meantime.")
    if seller.back_on:
        return _("%(maker)s is away until %(date)s.") % {"maker": seller_name, "date": date_format(seller.back_on)}
    return _("%(maker)s is away for now.") % {"maker": seller_name}


def ways_of(parcel: Parcel, seller: Seller, currency: str, language: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            method=option.method,
            name=way_name(option.method),
            when=_when(option),
            where="" if option.method == HOME else seller.address,
            price=format_price(option.amount, currency, language) if option.amount else _("Free"),
            is_chosen=option is parcel.chosen,
        )
        for option in parcel.options
    )


def way_name(method: str) -> str:
    return _("Home delivery") if method == HOME else _("Collect at the cooperative")


def _when(option: Option) -> str:
    return between(option.from_day, option.by_day)


def between(first, last) -> str:
    """`Between the 27 and the 30 November`, the month once where it is the same; or the one day."""
    pattern = get_format("MONTH_DAY_FORMAT")
    if first == last:
        return date_format(first, pattern)
    formats = [pattern, pattern]
    if (first.year, first.month) == (last.year, last.month):
        formats[0 if pattern.startswith("j") else 1] = "j"
    return _("Between %(from)s and %(to)s") % {
        "from": date_format(first, formats[0]),
        "to": date_format(last, formats[1]),
    }


def trouble_words(trouble: str) -> str:
    """Why a parcel cannot be sent."""
    if trouble == "not_abroad":
        return _("This maker delivers in Morocco only.")
    if trouble == "too_heavy":
        return _("This parcel is too heavy for our carriers. Take a piece out of it, or call the centre.")
    return _("This maker does not deliver there yet.") if trouble else ""
