"""A purchase told to whoever made it, and a purchase without her: it stays, by law and for the books, and names nobody any more.

Its orders' frozen lines, events, shares and entries are not touched, and hold nothing of hers; what people wrote about it is emptied.
What packages above keep of a purchase, they say through `contribute`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.money import to_decimal
from marketplace.messaging.models import Message
from marketplace.orders.fulfilment import ON_ITS_WAY, NotAllowed, Side
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase, PurchaseNote, Withdrawal

# (kind, ids): what messages are about.
Subjects = tuple[str, Iterable[int]]


def _nothing(purchase: Purchase) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Part:
    """What a package above `orders` keeps of a purchase. `forget` runs in the transaction of `anonymise`."""

    forget: Callable[[Purchase], None]
    tell: Callable[[Purchase], Mapping[str, object]] = lambda purchase: {}
    hinders: Callable[[Purchase], Iterable[str]] = _nothing
    subjects: Callable[[Purchase], Iterable[Subjects]] = _nothing


_parts: list[Part] = []


def contribute(part: Part) -> None:
    _parts.append(part)


def hindrances(purchase: Purchase) -> list[str]:
    """A sentence for each reason why it cannot be without her yet."""
    under_way = [order for order in purchase.orders.order_by("number") if order.state in ON_ITS_WAY]
    said = [
        _("Order %(reference)s is still under way: %(state)s.")
        % {"reference": order.reference, "state": order.get_state_display()}
        for order in under_way
    ]
    returns = Withdrawal.objects.filter(order__purchase=purchase, state=Withdrawal.State.OPEN).select_related("order")
    said += [
        _("Pieces of order %(reference)s are on their way back.") % {"reference": each.order.reference}
        for each in returns
    ]
    return said + [why for part in _parts for why in part.hinders(purchase)]


def anonymise(purchase: Purchase) -> None:
    """Once: again, it changes nothing. Raises NotAllowed while something of it is under way."""
    with transaction.atomic():
        # Whoever moves an order waits here, or has moved it before we look.
        list(Order.objects.select_for_update().filter(purchase=purchase).order_by("pk").values_list("pk"))
        if why := hindrances(purchase):
            raise NotAllowed(" ".join(why))
        # Before her addresses are gone. What the centre was told names her nowhere, and says that it was told.
        messages_about(purchase).exclude(kind__startswith="centre-").delete()
        OrderEvent.objects.filter(order__purchase=purchase).exclude(words="").update(words="")
        PurchaseNote.objects.filter(purchase=purchase).update(words="")
        Order.objects.filter(purchase=purchase).update(note="", tracking_number="")
        for part in _parts:
            part.forget(purchase)
        blank = dict.fromkeys(("name", "phone", "email", "town", "address", "postcode"), "")
        Purchase.objects.filter(pk=purchase.pk, anonymised_at=None).update(
            user=None, anonymised_at=timezone.now(), **blank
        )
        purchase.refresh_from_db()


def tell(purchase: Purchase) -> dict[str, object]:
    """Everything of it that is hers to know: never a share, nor what the centre or a maker wrote for themselves."""
    said: dict[str, object] = {
        "reference": purchase.reference,
        "placed_at": _moment(purchase.placed_at),
        "language": purchase.language,
        "total": money(purchase.total, purchase.currency),
        "contact": {"name": purchase.name, "phone": purchase.phone, "email": purchase.email},
        "address": address_of(purchase),
        "conditions_accepted": purchase.conditions.body,
        "orders": [_order(order, purchase) for order in purchase.orders.whole().order_by("number")],
    }
    for part in _parts:
        said |= part.tell(purchase)
    hers = messages_about(purchase).filter(to__in=[each for each in (purchase.phone, purchase.email) if each])
    return said | {"messages": [_message(message) for message in hers.order_by("pk")]}


def address_of(purchase: Purchase) -> dict[str, str]:
    place = purchase.territory.name_in(purchase.language) if purchase.territory else ""
    return {
        "address": purchase.address,
        "postcode": purchase.postcode,
        "town": purchase.town,
        "province": place,
        "country": purchase.country,
    }


def messages_about(purchase: Purchase):
    """To whomever they went."""
    orders = list(purchase.orders.values_list("pk", flat=True))
    events = OrderEvent.objects.filter(order__in=orders).values_list("pk", flat=True)
    subjects: list[Subjects] = [("purchase", [purchase.pk]), ("order", orders), ("order_event", events)]
    returns = Withdrawal.objects.filter(order__in=orders).values_list("pk", flat=True)
    subjects.append(("withdrawal", returns))
    subjects += [subject for part in _parts for subject in part.subjects(purchase)]
    about = Q(pk__in=[])
    for kind, ids in subjects:
        about |= Q(subject_kind=kind, subject_id__in=list(ids))
    return Message.objects.filter(about)


def money(amount: int, currency: str) -> str:
    return f"{to_decimal(amount, currency)} {currency}"


def _order(order: Order, purchase: Purchase) -> dict[str, object]:
    return {
        "reference": order.reference,
        "maker": order.vendor.name_in(purchase.language),
        "state": order.state,
        "delivery": order.delivery,
        "carrier": order.carrier,
        "tracking_number": order.tracking_number,
        "note": order.note,
        "total": money(order.total, purchase.currency),
        "lines": [_line(line, purchase) for line in order.lines.all()],
        "history": [_event(event) for event in order.events.order_by("pk")],
    }


def _line(line: OrderLine, purchase: Purchase) -> dict[str, object]:
    return {
        "kind": line.kind,
        "title": line.title_in(purchase.language),
        "option": line.option,
        "quantity": line.quantity,
        "not_supplied_or_returned": line.declined,
        "unit_price": money(line.unit_price, purchase.currency),
        "total": money(line.total, purchase.currency),
    }


def _event(event: OrderEvent) -> dict[str, str]:
    said = {"what": event.kind, "by": event.side, "at": _moment(event.at), "reason": event.reason}
    return said | ({"words": event.words} if event.side == Side.SHOPPER else {})


def _message(message: Message) -> dict[str, str]:
    return {
        "kind": message.kind,
        "channel": message.channel,
        "to": message.to,
        "title": message.title,
        "body": message.body,
        "written_at": _moment(message.created_at),
        "sent_at": _moment(message.sent_at),
    }


def _moment(at) -> str:
    return at.isoformat(timespec="seconds") if at else ""
