"""Purchases and orders in words, as messages say them. Call within `translation.override(language)`."""

from collections.abc import Callable, Iterable

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import LOCALES, format_price
from marketplace.ledger.split import Party
from marketplace.messaging import dates
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase, Share
from vendors.contacts import short_name_in, workshop_in

COMMA = {"ar": "، "}
# What is not a name by itself: `Abd Allah`, `Lalla Fatima`.
FIRST_OF_TWO = frozenset(
    {"عبد", "أم", "لالة", "للا", "سيدي", "مولاي", "abd", "ait", "aït", "el", "lalla", "moulay", "sidi"}
)


def first_name(name: str) -> str:
    words = name.split()
    if len(words) > 1 and words[0].lower() in FIRST_OF_TWO:
        return " ".join(words[:2])
    return words[0] if words else ""


def town_of(order: Order, language: str) -> str:
    purchase = order.purchase
    return purchase.town or region_or_country(purchase, language)


def region_or_country(purchase: Purchase, language: str) -> str:
    if purchase.territory:
        return purchase.territory.name_in(language)
    return country_of(purchase, language)


def country_of(purchase: Purchase, language: str) -> str:
    return Locale.parse(LOCALES[language]).territories.get(purchase.country, purchase.country)


def of_order(order: Order, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """What most messages about an order say, and how a text message says some of it."""
    vendor = order.vendor
    words = {
        "ref": order.reference,
        "maker": vendor.name_in(language),
        "workshop": workshop_in(vendor, language),
        "town": town_of(order, language),
        "buyer_first_name": first_name(order.purchase.name),
        "lines": lines(order, language, _whole),
        "pieces": pieces(line.kept for line in order.goods),
        "amount": price(gets(order), order, language),
        "deadline": dates.moment(order.answer_due_at, language),
        "carrier": order.carrier,
        "tracking": order.tracking_number,
    }
    short = short_name_in(vendor, language)
    brief = {
        "maker": short,
        "workshop": workshop_in(vendor, language),
        "deadline": dates.short_moment(order.answer_due_at),
    }
    return words, brief


def price(amount: int, order: Order, language: str) -> str:
    return format_price(amount, order.purchase.currency, language)


def gets(order: Order) -> int:
    """What the vendor is paid of it."""
    shares = (share for line in order.lines.all() for share in line.shares.all())
    return sum(share.kept for share in shares if share.payee_id == order.vendor_id)


def pieces(counts: Iterable[int]) -> str:
    count = sum(counts)
    return ngettext("%(n)s piece", "%(n)s pieces", count) % {"n": count}


def lines(order: Order, language: str, count: Callable[[OrderLine], int]) -> str:
    """`1 × Tapis, 2 × Bol`: of each line as many as `count` says."""
    said = [f"{count(line)} × {title(line, language)}" for line in order.goods if count(line)]
    return COMMA.get(language, ", ").join(said)


def title(line: OrderLine, language: str) -> str:
    name = line.title_in(language)
    return f"{name} ({line.option})" if line.option else name


def lines_with_shares(purchase: Purchase, orders: Iterable[Order], language: str) -> str:
    """Each line of each parcel with its price and who gets what of it."""
    return "\n".join(_with_shares(line, order, language) for order in orders for line in order.lines.all())


def _with_shares(line: OrderLine, order: Order, language: str) -> str:
    total = price(line.total, order, language)
    if line.kind == OrderLine.Kind.DELIVERY:
        if order.carrier:
            return _("Delivery by %(carrier)s: %(total)s") % {"carrier": order.carrier, "total": total}
        return _("Delivery: %(total)s") % {"total": total}
    parts = [
        f"{_who(share, line, order, language)} {price(share.amount, order, language)}" for share in line.shares.all()
    ]
    what = f"{line.quantity} × {title(line, language)}"
    return _("%(piece)s: %(total)s (%(parts)s)") % {"piece": what, "total": total, "parts": " · ".join(parts)}


def _who(share: Share, line: OrderLine, order: Order, language: str) -> str:
    if share.party == Party.MAKER:
        return (share.maker or share.member or share.payee or line.workshop or order.vendor).name_in(language)
    if share.party == Party.COOPERATIVE:
        return (share.payee or order.vendor).name_in(language)
    return str({Party.FUND: _("The solidarity fund")}.get(Party(share.party), _("Maarad")))


def reason(event: OrderEvent) -> str:
    """As it was chosen; in her own words where she chose none."""
    if event.reason == OrderEvent.Reason.OTHER and event.words:
        return " ".join(event.words.split())
    return str(event.get_reason_display()) if event.reason else ""


def _whole(line: OrderLine) -> int:
    """Of an order given up nothing is kept, and its message still says what it was."""
    return line.quantity if line.declined == line.quantity else line.kept
