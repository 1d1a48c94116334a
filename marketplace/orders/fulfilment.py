"""An order's way from placed to handed over: every step is a verb, a conditional update and an event.

A step that moves money beside the goods is called through `payments` (`handing_over`, `refunding`), in one transaction with what it
does there. This module books what a state itself means: a sale when it is placed, what each one earned when it is handed over.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue import stock
from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.ledger.split import Party
from marketplace.orders import telling
from marketplace.orders.models import Deadlines, Order, OrderEvent, OrderLine, Share

State = Order.State
Kind = OrderEvent.Kind
Side = OrderEvent.Side
Reason = OrderEvent.Reason

# What happens, from which states, and to which. Giving up before the vendor accepts is anybody's; later it is the centre's.
TRANSITIONS: dict[Kind, tuple[frozenset[State], State]] = {
    Kind.ACCEPTED: (frozenset({State.PLACED}), State.ACCEPTED),
    Kind.PART_ACCEPTED: (frozenset({State.PLACED}), State.ACCEPTED),
    Kind.READY: (frozenset({State.ACCEPTED}), State.READY),
    Kind.SENT: (frozenset({State.ACCEPTED, State.READY}), State.SENT),
    Kind.DELIVERED: (frozenset({State.SENT}), State.DELIVERED),
    Kind.COLLECTED: (frozenset({State.ACCEPTED, State.READY}), State.COLLECTED),
    Kind.DECLINED: (frozenset({State.PLACED}), State.DECLINED),
    Kind.CANCELLED: (frozenset({State.PLACED, State.ACCEPTED, State.READY}), State.CANCELLED),
    Kind.RETURNED: (frozenset({State.SENT, State.DELIVERED, State.COLLECTED}), State.RETURNED),
    Kind.REVIVED: (frozenset({State.CANCELLED}), State.PLACED),
}
# What each one earns of it is owed; nothing of it is sold after all; everything else is on its way.
HANDED_OVER = frozenset({State.DELIVERED, State.COLLECTED})
GIVEN_UP = frozenset({State.DECLINED, State.CANCELLED, State.RETURNED})
ON_ITS_WAY = frozenset(State) - HANDED_OVER - GIVEN_UP
BEFORE_ACCEPTANCE = frozenset({State.PLACED})
# What may happen to an order that its vendor has not heard of.
BEFORE_CONFIRMATION = frozenset({Kind.CANCELLED, Kind.REVIVED})


class NotAllowed(Exception):
    """The order is not where this could be done; the message says so to whoever tried."""


def origins(order: Order, kind: Kind, side: Side) -> frozenset[State]:
    """The states from which `side` may do this to the order; empty for a way of delivery that has no such step."""
    if kind in (Kind.SENT, Kind.DELIVERED) and order.delivery != Order.Delivery.HOME:
        return frozenset()
    if kind == Kind.COLLECTED and order.delivery != Order.Delivery.PICKUP:
        return frozenset()
    if kind == Kind.CANCELLED and side != Side.CENTRE:
        return BEFORE_ACCEPTANCE
    if kind == Kind.REVIVED and (side != Side.CENTRE or order.confirmed_at is not None):
        # What was given up after its money came is given back; what was given up without it can still be paid.
        return frozenset()
    return TRANSITIONS[kind][0]


def can(order: Order, kind: Kind, side: Side = Side.CENTRE) -> bool:
    is_known = order.confirmed_at is not None or kind in BEFORE_CONFIRMATION
    return is_known and order.state in origins(order, kind, side)


def confirm(orders: Iterable[Order], *, side: Side, actor) -> None:
    """Its money is there, or will be paid at the door: the vendor hears of it and her time begins."""
    now = timezone.now()
    with transaction.atomic():
        ids = [order.pk for order in orders]
        waiting = Order.objects.filter(pk__in=ids, confirmed_at=None, state=State.PLACED)
        confirmed = list(waiting.values_list("pk", flat=True))
        waiting.update(confirmed_at=now, answer_due_at=now + answer_time())
        events = OrderEvent.objects.bulk_create(
            OrderEvent(order_id=pk, kind=Kind.CONFIRMED, side=side, actor=actor) for pk in confirmed
        )
        telling.happened(events)


def answer_time() -> timedelta:
    return timedelta(hours=Deadlines.load().answer_hours)


def accept(order: Order, *, side: Side, actor) -> OrderEvent:
    return move(order, Kind.ACCEPTED, side=side, actor=actor)


def ready(order: Order, *, side: Side, actor) -> OrderEvent:
    return move(order, Kind.READY, side=side, actor=actor)


def send(order: Order, *, side: Side, actor, tracking_number: str = "") -> OrderEvent:
    return move(order, Kind.SENT, side=side, actor=actor, tracking_number=tracking_number)


def revive(order: Order, *, actor) -> OrderEvent:
    """Given up unpaid, it is placed again: all of its price counts once more, and the days it was promised for move on. Called by
    `payments.late`, which has taken its pieces out of the stock again."""
    with transaction.atomic():
        lines = order.lines.all()
        later = timezone.localdate() - timezone.localdate(order.purchase.placed_at)
        event = move(
            order,
            Kind.REVIVED,
            side=Side.CENTRE,
            actor=actor,
            total=lines.aggregate(total=Sum("total"))["total"],
            promised_from=order.promised_from and order.promised_from + later,
            promised_by=order.promised_by and order.promised_by + later,
        )
        lines.update(declined=0)
        Share.objects.filter(line__order=order).update(returned=0)
        book(
            Entry.Kind.SALE,
            ("order_event", event.pk),
            [Move(Ref("receivable"), Ref("sold"), order.total)],
            currency=order.purchase.currency,
            actor=actor,
            order=order.reference,
        )
        return event


def hand_over(order: Order, kind: Kind, *, side: Side, actor) -> OrderEvent:
    """Delivered or collected: what each one earns of it is owed from now on. Called by `payments.handing_over`."""
    with transaction.atomic():
        event = move(order, kind, side=side, actor=actor, handed_over_at=timezone.now())
        shares = Share.objects.filter(line__order=order)
        moves = [Move(Ref("sold"), account_of(share), share.kept) for share in shares if share.kept]
        book(
            Entry.Kind.DELIVERY,
            ("order_event", event.pk),
            moves,
            currency=order.purchase.currency,
            actor=actor,
            order=order.reference,
        )
        return event


def end(
    order: Order,
    kind: Kind,
    *,
    side: Side,
    actor,
    reason: Reason,
    words: str = "",
    bearer: str = "",
    restock: bool = True,
    only: frozenset[State] = frozenset(State),
) -> OrderEvent:
    """Declined, cancelled or returned: its pieces are in stock again. What that does to the money is `payments.refunding`'s."""
    with transaction.atomic():
        event = move(order, kind, side=side, actor=actor, reason=reason, words=words, bearer=bearer, only=only)
        put_back([(line, line.kept) for line in _goods(order)], order, actor=actor, is_sellable=restock)
        return event


def put_back(pieces: Iterable[tuple[OrderLine, int]], order: Order, *, actor, is_sellable: bool = True) -> None:
    """So many of each line go back to the stock, where they were taken from it; those that nobody can buy any more leave it at once."""
    back: dict[int, int] = {}
    for line, quantity in pieces:
        if line.variant_id and line.taken and quantity:
            back[line.variant_id] = back.get(line.variant_id, 0) + quantity
    if back:
        stock.give_back(back, actor=actor, note=order.reference)
    for variant_id, quantity in back.items() if not is_sellable else ():
        stock.restock(variant_id, -quantity, actor=actor, note=_("not fit for sale"))


def report(order: Order, *, reason: Reason, words: str = "", side: Side, actor) -> OrderEvent:
    """The shopper says that it never came, or came damaged. Nothing moves: the centre looks into it."""
    if order.state not in {State.SENT, State.DELIVERED, State.COLLECTED}:
        raise NotAllowed(refusal(order))
    return OrderEvent.objects.create(
        order=order, kind=Kind.REPORTED, side=side, actor=actor, reason=reason, words=words
    )


def move(
    order: Order,
    kind: Kind,
    *,
    side: Side,
    actor,
    reason: str = "",
    words: str = "",
    bearer: str = "",
    only: frozenset[State] = frozenset(State),
    **fields,
) -> OrderEvent:
    """The one place where a state changes, from the states the table allows (of these, `only` some). Of two that race, one finds the
    state already moved and is told so."""
    state = TRANSITIONS[kind][1]
    with transaction.atomic():
        rows = Order.objects.filter(pk=order.pk, state__in=origins(order, kind, side) & only)
        if kind not in BEFORE_CONFIRMATION:
            rows = rows.exclude(confirmed_at=None)
        if not rows.update(state=state, **fields):
            order.refresh_from_db(fields=["state"])
            raise NotAllowed(refusal(order))
        order.refresh_from_db(fields=["state", *fields])
        event = OrderEvent.objects.create(
            order=order, kind=kind, side=side, actor=actor, reason=reason, words=words, bearer=bearer
        )
        telling.happened([event])
        return event


def account_of(share: Share) -> Ref:
    """Who is owed a share once the order is handed over."""
    if share.payee_id:
        return payable(share.payee_id)
    if share.party == Party.DELIVERY:
        return Ref("carrier", share.carrier)
    return Ref({Party.PLATFORM: "platform", Party.FUND: "fund", Party.FEES: "platform"}[Party(share.party)])


def _goods(order: Order) -> list[OrderLine]:
    return list(order.lines.filter(kind=OrderLine.Kind.GOODS))


def refusal(order: Order) -> str:
    """Where it is instead."""
    return _("This order has moved on meanwhile: it is now “%(state)s”.") % {"state": order.get_state_display()}
