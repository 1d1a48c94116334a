"""The one moment something is bought: `place`. One transaction; nothing of it happens twice, and nothing of it half.

1. The key of the form is a unique column: of two posts with one key, one makes the purchase and the other finds it.
2. The quote is made again from the facts of now. When it would charge anything else, nothing happens and the shopper sees what changed.
3. Stock goes down, by conditional updates.
4. Orders, lines and shares are written, and the books say that so much was sold.

No provider is called here: that comes after the commit, and coming back with the key continues the same purchase.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue import shelf, stock
from marketplace.checkout import carts
from marketplace.checkout.accepting import conditions_id
from marketplace.checkout.models import CartLine
from marketplace.checkout.quoting import BANK_TRANSFER, CARD, ON_DELIVERY, Line, Parcel, Quote, quote
from marketplace.checkout.terms import limits, terms
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Booking, Move, book_many
from marketplace.ledger.models import Entry
from marketplace.ledger.split import Part
from marketplace.orders import telling
from marketplace.orders.models import Deadlines, Order, OrderEvent, OrderLine, Purchase, Share
from marketplace.orders.references import new_reference
from marketplace.payments.models import Collection, CollectionPart
from vendors.models import Territory


@dataclass(frozen=True)
class Contact:
    """`phone` in E.164 or empty (abroad), `email` may be empty."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Address:
    country: str
    territory: Territory | None = None
    town: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Accepted:
    """The conditions of sale as they were shown, and the Arabic text that goes with them."""

    language: str
    body: str
    body_ar: str


class Changed(Exception):
    """What would be charged is not what was shown any more. `quote` is what it would be now."""

    def __init__(self, quote: Quote):
        self.quote = quote
        super().__init__(_("Something has changed since the previous step. Check, then confirm."))


class NotPlaceable(Exception):
    """The quote cannot be bought at all: nothing in it, a parcel that cannot be sent, no way to pay."""


def place(
    shown: Quote,
    *,
    key: uuid.UUID,
    contact: Contact,
    address: Address,
    notes: Mapping[int, str],
    accepted: Accepted,
    language: str,
    user=None,
) -> Purchase:
    """Buy what was shown. `notes` by seller id. The same key gives the same purchase, whatever else is said with it."""
    if not shown.is_whole:
        if known := Purchase.objects.filter(key=key).first():
            return known
        raise NotPlaceable(_("Choose how each parcel reaches you and how you pay, then confirm."))
    conditions = (conditions_id(accepted.language, accepted.body), conditions_id("ar", accepted.body_ar))
    purchase = Purchase(
        key=key,
        reference=new_reference(),
        user=user,
        language=language,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        country=address.country,
        territory=address.territory,
        town=address.town,
        address=address.address,
        postcode=address.postcode,
        currency=shown.currency,
        total=shown.total,
        conditions_id=conditions[0],
        conditions_ar_id=conditions[1],
    )
    try:
        with shelf.changes():
            purchase.save(force_insert=True)
            version = shelf.version()
            _write(purchase, _checked(shown, version), notes, user, limits(version))
    except IntegrityError:
        # Its twin came first, and has committed: the unique key waited for it.
        if known := Purchase.objects.filter(key=key).first():
            return known
        raise
    except stock.SoldOut:
        raise Changed(_now(shown)) from None
    return purchase


def _now(shown: Quote, version: int | None = None) -> Quote:
    return quote(carts.read(shown.cart.wanted), shown.destination, shown.choices, terms=terms(version))


def _checked(shown: Quote, version: int) -> Quote:
    now = _now(shown, version)
    if now.digest != shown.digest:
        raise Changed(now)
    return now


def _write(purchase: Purchase, bought: Quote, notes: Mapping[int, str], user, deadlines: Deadlines) -> None:
    lines = [line for parcel in bought.parcels for line in parcel.lines]
    taken: dict[int, int] = {
        line.item.variant_id: line.item.quantity for line in lines if not line.item.is_made_to_order
    }
    if taken:
        stock.take(taken, actor=user, note=purchase.reference)
    at = timezone.now()
    orders = _orders(purchase, bought, notes, at, deadlines)
    _lines(orders, bought)
    events = OrderEvent.objects.bulk_create(
        OrderEvent(order=order, kind=OrderEvent.Kind.PLACED, side=OrderEvent.Side.SHOPPER, actor=user)
        for order in orders
    )
    _collections(purchase, bought, orders, _pay_by(bought.choices.payment, at, deadlines))
    book_many(
        [
            Booking(
                Entry.Kind.SALE,
                ("order_event", event.pk),
                [Move(Ref("receivable"), Ref("sold"), order.total)],
                currency=purchase.currency,
                actor=user,
                order=order.reference,
            )
            for order, event in zip(orders, events, strict=True)
        ]
    )
    telling.placed(purchase)
    if user:
        CartLine.objects.filter(user=user, variant__in=[line.item.variant_id for line in lines]).delete()


def _orders(
    purchase: Purchase, bought: Quote, notes: Mapping[int, str], at: datetime, deadlines: Deadlines
) -> list[Order]:
    # What is paid at the door is sure enough for the vendor to begin; a transfer must come first.
    confirmed = bought.choices.payment == ON_DELIVERY
    return Order.objects.bulk_create(
        Order(
            purchase=purchase,
            number=number,
            vendor_id=parcel.seller.id,
            delivery=parcel.chosen.method,
            carrier=parcel.chosen.carrier,
            promised_from=parcel.chosen.from_day,
            promised_by=parcel.chosen.by_day,
            note=notes.get(parcel.seller.id, ""),
            total=parcel.total,
            confirmed_at=at if confirmed else None,
            answer_due_at=at + timedelta(hours=deadlines.answer_hours) if confirmed else None,
        )
        for number, parcel in enumerate(bought.parcels, start=1)
        if parcel.chosen
    )


def _lines(orders: list[Order], bought: Quote) -> None:
    rows: list[tuple[OrderLine, tuple[Part, ...], str]] = []
    for order, parcel in zip(orders, bought.parcels, strict=True):
        rows += [(_goods(order, position, line), line.parts, "") for position, line in enumerate(parcel.lines)]
        if parcel.delivery:
            rows.append((_delivery(order, parcel), parcel.delivery_parts, order.carrier))
    OrderLine.objects.bulk_create(line for line, _parts, _carrier in rows)
    Share.objects.bulk_create(
        Share(
            line=line,
            party=part.party,
            payee_id=part.payee_id,
            member_id=part.member_id,
            maker_id=part.maker_id,
            carrier=carrier,
            amount=part.amount,
        )
        for line, parts, carrier in rows
        for part in parts
    )


def _goods(order: Order, position: int, line: Line) -> OrderLine:
    item = line.item
    return OrderLine(
        order=order,
        kind=OrderLine.Kind.GOODS,
        position=position,
        product_id=item.product_id,
        variant_id=item.variant_id,
        workshop_id=item.workshop_id,
        titles={language: words["title"] for language, words in item.words.items()},
        option=item.option,
        sku=item.sku,
        withdrawal=item.withdrawal,
        picture_hash=item.picture_hash,
        dye=item.dye,
        unit_price=item.unit_price,
        quantity=item.quantity,
        taken=0 if item.is_made_to_order else item.quantity,
        total=line.total,
        tax_rate=line.tax_rate,
        tax=line.tax,
    )


def _delivery(order: Order, parcel: Parcel) -> OrderLine:
    return OrderLine(
        order=order,
        kind=OrderLine.Kind.DELIVERY,
        position=len(parcel.lines),
        unit_price=parcel.delivery,
        quantity=1,
        total=parcel.delivery,
    )


def _pay_by(method: str, at: datetime, deadlines: Deadlines) -> datetime | None:
    """Until when the pieces are kept for money that is still to come; what is paid at the door has no such time."""
    kept = {
        CARD: timedelta(minutes=deadlines.card_hold_minutes),
        BANK_TRANSFER: timedelta(days=deadlines.transfer_days),
    }
    return at + kept[method] if method in kept else None


def _collections(purchase: Purchase, bought: Quote, orders: list[Order], pay_by: datetime | None) -> None:
    """One for each parcel paid at the door, one for all that is paid at once."""
    by_seller = {order.vendor_id: order for order in orders}
    collections = Collection.objects.bulk_create(
        Collection(
            purchase=purchase,
            number=number,
            method=due.method,
            amount=due.amount,
            currency=bought.currency,
            due_at=pay_by,
        )
        for number, due in enumerate(bought.dues, start=1)
    )
    CollectionPart.objects.bulk_create(
        CollectionPart(collection=collection, order=by_seller[seller], amount=by_seller[seller].total)
        for collection, due in zip(collections, bought.dues, strict=True)
        for seller in due.seller_ids
    )
