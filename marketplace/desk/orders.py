"""What a vendor sees of her orders at the desk, and which keys each has. What a key does is a verb of orders or payments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.money import format_price
from marketplace.accounts import phones
from marketplace.orders.fulfilment import GIVEN_UP, HANDED_OVER, Kind, Side, State, can
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.phrases import first_name, region_or_country, town_of
from marketplace.payments.models import Method
from media.models import Picture
from vendors.words import resolve

# In the order in which they ask for her: the first ones wait for an answer.
OPEN = (State.PLACED, State.ACCEPTED, State.READY, State.SENT)
DONE = HANDED_OVER | GIVEN_UP
# Before she accepts she needs no more than a first name and a town; an order given up is nobody's business again.
TELLS_THE_ADDRESS = frozenset(
    {State.ACCEPTED, State.READY, State.SENT, State.DELIVERED, State.COLLECTED, State.RETURNED}
)
SIZE = 20


@dataclass(frozen=True)
class Key:
    """A button: pressed at once, or first a page that asks something. `move` is what it posts."""

    label: str
    icon: str
    url: str
    move: str = ""
    asks: bool = False


@dataclass(frozen=True)
class Piece:
    title: str
    language: str
    option: str
    quantity: int
    ordered: int
    picture: Picture | None
    dye: str


@dataclass(frozen=True)
class Shown:
    """One order as she sees it: amounts are written out, and of the shopper only what she may know now.

    `through` is who sells it for her, in which language: then she sees her own pieces and her part of them, and does nothing with it.
    """

    order: Order
    pieces: list[Piece]
    for_whom: str
    town: str
    gets: str
    cash: str
    takes_cash_herself: bool
    time_left: str
    is_late: bool
    through: tuple[str, str] | None = None
    keys: list[Key] = field(default_factory=list)
    can_accept_part: bool = False
    contact: "Contact | None" = None


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    readable_phone: str
    address: list[str]


def orders_of(vendor_ids: Iterable[int]) -> QuerySet[Order]:
    """Those she may see: paid, or to be paid when they are handed over."""
    hers = Order.objects.confirmed().filter(vendor__in=vendor_ids)
    return hers.whole().select_related("collected_by__collection")


def seen_by(vendor_ids: Iterable[int]) -> QuerySet[Order]:
    """Hers, and those of her cooperative with a piece of her workshop in it, which she reads."""
    lines = OrderLine.objects.filter(kind=OrderLine.Kind.GOODS, workshop__in=vendor_ids)
    seen = Order.objects.confirmed().filter(Q(vendor__in=vendor_ids) | Q(pk__in=lines.values("order")))
    return seen.whole().select_related("collected_by__collection")


def still_open(orders: QuerySet[Order]) -> QuerySet[Order]:
    """What waits for an answer first, by the time that is left."""
    rank = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(OPEN)))
    return orders.filter(state__in=OPEN).order_by(rank, "answer_due_at", "pk")


def done(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.filter(state__in=DONE).order_by("-pk")


def count_to_answer(vendor_ids: Iterable[int]) -> int:
    return Order.objects.confirmed().filter(vendor__in=vendor_ids, state=State.PLACED).count()


def shown(orders: Iterable[Order], vendor_ids: Iterable[int]) -> list[Shown]:
    """One query for all their pictures."""
    orders, hers = list(orders), set(vendor_ids)
    hashes = {line.picture_hash for order in orders for line in order.goods if line.picture_hash}
    pictures = Picture.objects.filter(hash__in=hashes)
    by_hash = {picture.hash: picture for picture in pictures} if hashes else {}
    return [(_shown if order.vendor_id in hers else _read)(order, hers, by_hash) for order in orders]


def _shown(order: Order, hers: set[int], pictures: dict[str, Picture]) -> Shown:
    language, purchase = get_language(), order.purchase
    cash = cash_of(order)
    left = order.answer_due_at - timezone.now() if order.state == State.PLACED and order.answer_due_at else None
    return Shown(
        order=order,
        pieces=[_piece(line, pictures, language) for line in order.goods],
        for_whom=first_name(purchase.name),
        town=town_of(order, language),
        gets=format_price(gets(order, hers), purchase.currency, language),
        cash=format_price(cash, purchase.currency, language) if cash else "",
        takes_cash_herself=order.delivery == Order.Delivery.PICKUP or not order.carrier,
        time_left=time_left(left) if left is not None else "",
        is_late=left is not None and left < timedelta(0),
        keys=keys(order),
        can_accept_part=can(order, Kind.PART_ACCEPTED, Side.VENDOR) and sum(line.kept for line in order.goods) > 1,
        contact=_contact(order, language) if order.state in TELLS_THE_ADDRESS else None,
    )


def _read(order: Order, hers: set[int], pictures: dict[str, Picture]) -> Shown:
    """Of a cooperative's order what is hers: no other member's pieces, nothing of the shopper, no key."""
    language = get_language()
    earned = gets(order, hers)
    return Shown(
        order=order,
        pieces=[_piece(line, pictures, language) for line in order.goods if line.workshop_id in hers],
        for_whom="",
        town="",
        gets=format_price(earned, order.purchase.currency, language) if earned else "",
        cash="",
        takes_cash_herself=False,
        time_left="",
        is_late=False,
        through=resolve(order.vendor.names, language),
    )


def _piece(line: OrderLine, pictures: dict[str, Picture], language: str) -> Piece:
    title, its_language = line.title_words_in(language)
    given_up = line.declined == line.quantity
    return Piece(
        title=title,
        language=its_language,
        option=line.option,
        # Of an order given up whole nothing is kept, and its page still says what it was.
        quantity=line.quantity if given_up and line.order.state in DONE else line.kept,
        ordered=line.quantity,
        picture=pictures.get(line.picture_hash),
        dye=line.dye or "straw",
    )


def gets(order: Order, hers: set[int]) -> int:
    """What she is paid of it, or a cooperative for its members and itself."""
    shares = (share for line in order.lines.all() for share in line.shares.all())
    return sum(share.kept for share in shares if share.payee_id in hers or share.member_id in hers)


def cash_of(order: Order) -> int:
    """What is still to be taken when it is handed over."""
    part = getattr(order, "collected_by", None)
    if part is None or part.collection.method != Method.ON_DELIVERY or order.state not in OPEN:
        return 0
    return part.amount - part.captured


def _contact(order: Order, language: str) -> Contact | None:
    purchase = order.purchase
    if purchase.anonymised_at:
        return None
    lines = []
    if order.delivery == Order.Delivery.HOME:
        lines = [line for line in (purchase.address, purchase.place, region_or_country(purchase, language)) if line]
    return Contact(purchase.name, purchase.phone, phones.readable(purchase.phone) if purchase.phone else "", lines)


def time_left(left: timedelta) -> str:
    hours = int(left.total_seconds() // 3600)
    if hours < 0:
        return _("The time to answer has passed. Answer now.")
    if hours < 48:
        return ngettext("%(n)s hour left to answer", "%(n)s hours left to answer", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)s day left to answer", "%(n)s days left to answer", days) % {"n": days}


def keys(order: Order) -> list[Key]:
    """At most two, the usual one first."""

    def may(kind: Kind) -> bool:
        return can(order, kind, Side.VENDOR)

    move, send = (reverse(f"desk:{name}", args=[order.pk]) for name in ("order_move", "order_send"))
    found = []
    if may(Kind.ACCEPTED):
        found.append(Key(_("I will do it"), "check", move, "accept"))
        found.append(Key(_("I cannot"), "cross", reverse("desk:order_decline", args=[order.pk]), asks=True))
    if may(Kind.READY):
        found.append(Key(_("It is ready"), "check", move, "ready"))
    if may(Kind.SENT):
        found.append(Key(_("It has gone"), "truck", send, asks=bool(order.carrier)))
    if may(Kind.DELIVERED):
        found.append(Key(_("It is handed over"), "check", move, "deliver"))
    if may(Kind.COLLECTED):
        found.append(Key(_("It is handed over"), "person", move, "collect"))
    return found
