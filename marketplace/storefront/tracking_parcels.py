"""One parcel of a purchase: where it is, what is in it, what is paid for it at the door, and what the shopper can still do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import format_price
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.payments.models import Method
from marketplace.storefront.cart_lots import between, way_name
from marketplace.storefront.frame import direction
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.tracking_states import Stage, help_of, stages_of
from media.models import Picture
from vendors.words import resolve

Reason = OrderEvent.Reason
# What can be said of a parcel that is on its way, or was handed over.
REASONS = {
    Order.State.SENT: (Reason.NOT_RECEIVED,),
    Order.State.DELIVERED: (Reason.DAMAGED, Reason.NOT_RECEIVED),
    Order.State.COLLECTED: (Reason.DAMAGED,),
}


@dataclass(frozen=True)
class LineShown:
    title: str
    lang: str
    dir: str
    option: str
    quantity: int
    price: str
    picture: Picture | None
    dye: str
    missing: str


@dataclass(frozen=True)
class ParcelShown:
    """`at_door`: what to have ready when it comes; `told`: what she has reported of it."""

    number: int
    reference: str
    name: str
    lang: str
    town: str
    dye: str
    state: str
    state_words: Promise
    help: str
    stages: tuple[Stage, ...]
    lines: tuple[LineShown, ...]
    way: str
    when: str
    where: str
    carrier: str
    tracking_number: str
    delivery: str
    total: str
    at_door: str
    note: str
    can_cancel: bool
    reasons: tuple[Reason, ...]
    told: tuple[str, ...]
    cancel_url: str
    report_url: str


def parcels_of(purchase: Purchase, orders: list[Order], language: str) -> list[ParcelShown]:
    hashes = {line.picture_hash for order in orders for line in order.goods if line.picture_hash}
    pictures = {picture.hash: picture for picture in Picture.objects.filter(hash__in=hashes)}
    return [_parcel(purchase, order, pictures, language) for order in orders]


def _parcel(purchase: Purchase, order: Order, pictures, language: str) -> ParcelShown:
    vendor, goods = order.vendor, order.goods
    name, lang = resolve(vendor.names, language)
    carried = order.delivery_line
    price = lambda minor: format_price(minor, purchase.currency, language)  # noqa: E731
    is_pickup = order.delivery == Order.Delivery.PICKUP
    return ParcelShown(
        number=order.number,
        reference=order.reference,
        name=name,
        lang=lang,
        town=vendor.town_in(language),
        dye=goods[0].dye if goods else "straw",
        state=order.state,
        state_words=order.get_state_display(),
        help=help_of(order),
        stages=stages_of(order),
        lines=tuple(_line(line, pictures.get(line.picture_hash), price, language) for line in goods),
        way=way_name(order.delivery),
        when=_when(order),
        where=vendor.address if is_pickup else "",
        carrier=order.carrier,
        tracking_number=order.tracking_number,
        delivery=price(sum(share.kept for share in carried.shares.all())) if carried else _("Free"),
        total=price(order.total),
        at_door=price(order.collected_by.amount) if _is_due_at_door(order) else "",
        note=order.note,
        can_cancel=fulfilment.can(order, OrderEvent.Kind.CANCELLED, OrderEvent.Side.SHOPPER),
        reasons=REASONS.get(order.state, ()),
        told=tuple(_told(order.events.all())),
        cancel_url=tracking_path(purchase, language, "purchase_cancel", number=order.number),
        report_url=tracking_path(purchase, language, "purchase_report", number=order.number),
    )


def _line(line: OrderLine, picture: Picture | None, price, language: str) -> LineShown:
    title, lang = line.title_words_in(language)
    said = ngettext("%(n)s not supplied", "%(n)s not supplied", line.declined) % {"n": line.declined}
    return LineShown(
        title=title,
        lang="" if lang == language else lang,
        dir="" if lang == language else direction(lang),
        option=line.option,
        quantity=line.quantity,
        price=price(line.unit_price * line.kept),
        picture=picture,
        dye=line.dye or "straw",
        missing=said if line.declined else "",
    )


def _when(order: Order) -> str:
    if order.handed_over_at or order.state in fulfilment.GIVEN_UP or not order.promised_from:
        return ""
    return between(order.promised_from, order.promised_by)


def _is_due_at_door(order: Order) -> bool:
    is_by_cash = order.collected_by.collection.method == Method.ON_DELIVERY
    return is_by_cash and order.state in fulfilment.ON_ITS_WAY


def _told(events: Iterable[OrderEvent]):
    for event in events:
        if event.kind == OrderEvent.Kind.REPORTED:
            date = date_format(timezone.localtime(event.at), "DATE_FORMAT")
            yield _("You told us on %(date)s: %(what)s") % {"date": date, "what": event.get_reason_display()}
