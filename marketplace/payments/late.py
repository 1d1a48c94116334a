"""Money that came too late, or in another amount: it is kept and flagged, pays nothing by itself, and a person decides.

She sends it back; or, where the very amount came for a purchase that had expired and its pieces are still there, she revives the sale.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from catalogue import stock
from catalogue.models import Stock
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import NotAllowed, Side
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.payments import telling
from marketplace.payments.filling import place_of
from marketplace.payments.models import Collection, CollectionPart, Payment


def send_back(payment: Payment, *, actor, reference: str = "") -> None:
    """It has gone back to whoever sent it. Once only: of two who say so, the second is told. `reference`: the bank's, or the provider's."""
    with transaction.atomic():
        _decide(payment, Payment.State.SENT_BACK)
        book(
            Entry.Kind.PAID_BACK,
            ("payment", payment.pk),
            [Move(Ref("refunds"), place_of(payment), payment.amount)],
            currency=payment.currency,
            actor=actor,
            order=payment.collection.purchase.reference,
            note=reference,
        )


def revive(payment: Payment, *, actor) -> None:
    """It counts as if it had come in time: the pieces are taken again, the orders are placed and paid, their vendors hear of them.

    All or nothing: when one piece is gone, or another amount came, NotAllowed, and it still waits for a decision.
    """
    try:
        with transaction.atomic():
            _revive(payment, actor)
    except stock.SoldOut:
        raise NotAllowed(_("Not all of its pieces are there any more. Send the money back.")) from None


def can_be_revived(payment: Payment) -> bool:
    """As far as the amount goes; whether the pieces are there is seen when they are taken."""
    collection = payment.collection
    is_waiting = payment.state == Payment.State.FLAGGED and collection.state == Collection.State.EXPIRED
    return is_waiting and _is_due(payment, let_go(collection))


def let_go(collection: Collection) -> list[Order]:
    """The orders that were given up because its time passed. What the shopper had given up before is not among them."""
    unpaid = OrderEvent.objects.filter(kind=OrderEvent.Kind.CANCELLED, side=Side.CLOCK, reason=OrderEvent.Reason.UNPAID)
    orders = Order.objects.filter(
        collected_by__collection=collection, state=Order.State.CANCELLED, pk__in=unpaid.values("order")
    )
    return list(orders.select_related("purchase").order_by("pk"))


def pieces_are_there(collection: Collection) -> bool:
    """Whether all that was let go could be taken again now."""
    wanted = _pieces(let_go(collection))
    there = dict(Stock.objects.filter(variant__in=wanted).values_list("variant", "on_hand"))
    return all(there.get(variant, 0) >= count for variant, count in wanted.items())


def _revive(payment: Payment, actor) -> None:
    collection = payment.collection
    collection.hold_orders()
    _decide(payment, Payment.State.CAPTURED)
    orders = let_go(collection)
    expired = Collection.objects.filter(pk=collection.pk, state=Collection.State.EXPIRED)
    if not orders or not expired.update(state=Collection.State.CAPTURED):
        raise NotAllowed(_("There is no expired order that this money could pay. Send it back."))
    if not _is_due(payment, orders):
        raise NotAllowed(_("It is not the amount that was due. Send it back."))
    _take(orders, actor)
    for order in orders:
        fulfilment.revive(order, actor=actor)
        CollectionPart.objects.filter(order=order).update(amount=order.total, captured=order.total)
    book(
        Entry.Kind.REVERSAL,
        ("payment", payment.pk),
        [Move(Ref("refunds"), Ref("receivable"), payment.amount)],
        currency=payment.currency,
        actor=actor,
        order=collection.purchase.reference,
    )
    telling.revived(payment)
    fulfilment.confirm(orders, side=Side.CENTRE, actor=actor)


def _decide(payment: Payment, state: Payment.State) -> None:
    rows = Payment.objects.filter(pk=payment.pk, state=Payment.State.FLAGGED)
    # What a provider sends back leaves its account: that is asked for anew.
    if not rows.update(state=state, cleared_at=None):
        raise NotAllowed(_("This payment is not waiting for a decision any more."))


def _is_due(payment: Payment, orders: Iterable[Order]) -> bool:
    lines = OrderLine.objects.filter(order__in=orders)
    due = lines.aggregate(total=Sum("total"))["total"]
    return (payment.amount, payment.currency) == (due, payment.collection.currency)


def _pieces(orders: Iterable[Order]) -> Counter[int]:
    """How many of each variant were out of the stock for them. One that is not sold any more has no id: 0, of which none is there."""
    wanted: Counter[int] = Counter()
    for variant, taken in OrderLine.objects.filter(order__in=orders, taken__gt=0).values_list("variant", "taken"):
        wanted[variant or 0] += taken
    return wanted


def _take(orders: Sequence[Order], actor) -> None:
    """All at once: in the order of ids, as everybody takes."""
    if wanted := _pieces(orders):
        stock.take(wanted, actor=actor, note=orders[0].purchase.reference)
