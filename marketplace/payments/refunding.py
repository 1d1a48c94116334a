"""What a shopper does not get, she does not pay: declining, cancelling, accepting a part, taking back. In part: `giving_back`.

Each verb moves the order and the money in one transaction. All of it names one order and is bounded by that order's part of its
collection: nothing here can touch what another vendor's order was paid with. `orders` knows nothing of this module.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.money import share_out
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.orders import fulfilment, withdrawing
from marketplace.orders.fulfilment import HANDED_OVER, Kind, NotAllowed, Reason, Side, State, account_of
from marketplace.orders.models import Order, OrderEvent, OrderLine, Share, Withdrawal
from marketplace.payments import giving_back, telling
from marketplace.payments.filling import place_of
from marketplace.payments.models import Collection, CollectionPart, Payment, Refund


def decline(order: Order, *, side: Side, actor, reason: Reason, words: str = "") -> OrderEvent:
    return _give_up(order, Kind.DECLINED, side=side, actor=actor, reason=reason, words=words)


def cancel(order: Order, *, side: Side, actor, reason: Reason, words: str = "") -> OrderEvent:
    return _give_up(order, Kind.CANCELLED, side=side, actor=actor, reason=reason, words=words)


def take_back(
    order: Order,
    *,
    side: Side,
    actor,
    reason: Reason,
    words: str = "",
    bearer: str = OrderEvent.Bearer.PLATFORM,
    restock: bool = True,
    means: str = Refund.Means.SAME,
) -> OrderEvent:
    """A parcel came back: refused at the door, or sent back later. The shopper owes nothing of it; `bearer` pays who carried it. What
    was borne for earlier refunds of it is borne no more, and whatever she wished to send back has come."""
    with transaction.atomic():
        event, was_earned = _returned(order, side, actor, reason, words, bearer, restock)
        carriage = _carriage(order)
        _undo(order, event, from_earned=was_earned, reason=reason, actor=actor, means=means)
        _book(Entry.Kind.REVERSAL, event, order, giving_back.unborne(order), actor)
        if carriage:
            _book(Entry.Kind.CARRIAGE, event, order, [Move(giving_back.bearing(order, bearer), *carriage)], actor)
        for withdrawal in order.withdrawals.filter(state=Withdrawal.State.OPEN):
            withdrawing.received(withdrawal, event)
        return event


def accept_part(
    order: Order, kept: Mapping[int, int], *, side: Side, actor, reason: Reason, words: str = ""
) -> OrderEvent:
    """She supplies so many of each goods line (by line id), 0 or more; lines left out are supplied whole. What is less goes back to
    the stock and off the price; delivery stays as it was."""
    with transaction.atomic():
        event = fulfilment.move(order, Kind.PART_ACCEPTED, side=side, actor=actor, reason=reason, words=words)
        lines = list(order.lines.filter(kind=OrderLine.Kind.GOODS).prefetch_related("shares"))
        less = [(line, line.kept - kept.get(line.pk, line.kept)) for line in lines]
        if any(count < 0 or count > line.kept for line, count in less) or not any(count for _line, count in less):
            raise NotAllowed(
                _("Say how many of each piece you supply: fewer than were ordered, of one piece at least.")
            )
        if not any(line.kept - count for line, count in less):
            raise NotAllowed(_("Nothing would be left of this order. Decline it instead."))
        fulfilment.put_back(less, order, actor=actor)
        amount = sum(_take_off(line, count) for line, count in less if count)
        _lower(order, event, amount, source=[Move(Ref("sold"), Ref("refunds"), amount)], reason=reason, actor=actor)
        return event


def done(refund: Refund, *, actor, reference: str = "") -> None:
    """The money has left. Once only: of two who say so, the second is told."""
    with transaction.atomic():
        rows = Refund.objects.filter(pk=refund.pk, state=Refund.State.DUE)
        if not rows.update(state=Refund.State.DONE, done_at=timezone.now(), provider_reference=reference):
            raise NotAllowed(_("This refund is already made."))
        book(
            Entry.Kind.PAID_BACK,
            ("refund", refund.pk),
            [Move(Ref("refunds"), _leaves_from(refund), refund.amount)],
            currency=refund.currency,
            actor=actor,
            order=refund.order.reference,
        )
        telling.refunded(refund)


def failed(refund: Refund, *, why: str, reference: str = "") -> None:
    """The provider cannot give it back, or the shopper's bank has sent it back: it is owed to her again. A second time changes nothing."""
    lost = {
        "state": Refund.State.FAILED,
        "done_at": None,
        "failure": why[:200] or "?",
        "failed_reference": reference,
        "provider_reference": "",
        "cleared_at": None,
    }
    with transaction.atomic():
        rows = Refund.objects.filter(pk=refund.pk, means=Refund.Means.SAME)
        if rows.filter(state=Refund.State.DUE).update(**lost) or not rows.filter(state=Refund.State.DONE).update(
            **lost
        ):
            return
        book(
            Entry.Kind.REVERSAL,
            ("refund", refund.pk),
            [Move(_leaves_from(refund), Ref("refunds"), refund.amount)],
            currency=refund.currency,
            actor=None,
            order=refund.order.reference,
            note=why[:200],
        )


def done_by_hand(refund: Refund, *, actor, reference: str = "") -> None:
    """What the provider could not give back was transferred. Once only, as `done`."""
    left = {"state": Refund.State.DONE, "done_at": timezone.now(), "provider_reference": reference}
    with transaction.atomic():
        rows = Refund.objects.filter(pk=refund.pk, state=Refund.State.FAILED)
        if not rows.update(**left, means=Refund.Means.TRANSFER):
            raise NotAllowed(_("This refund is already made."))
        book(
            Entry.Kind.PAID_BACK,
            # It may have left once before, by the provider.
            ("failed_refund", refund.pk),
            [Move(Ref("refunds"), Ref("bank"), refund.amount)],
            currency=refund.currency,
            actor=actor,
            order=refund.order.reference,
        )
        telling.refunded(refund)


def _returned(order, side, actor, reason, words, bearer, restock) -> tuple[OrderEvent, bool]:
    """The event, and whether what the parcel earned was owed already: a courier may be handing it over at this very moment."""
    how = {"side": side, "actor": actor, "reason": reason, "words": words, "bearer": bearer, "restock": restock}
    try:
        return fulfilment.end(order, Kind.RETURNED, only=HANDED_OVER, **how), True
    except NotAllowed:
        return fulfilment.end(order, Kind.RETURNED, only=frozenset({State.SENT}), **how), False


def payment_of(refund: Refund) -> Payment:
    """What the order was paid with."""
    return Payment.objects.filter(collection__parts__order=refund.order, state=Payment.State.CAPTURED).latest("pk")


def _give_up(order: Order, kind: Kind, *, side: Side, actor, reason: Reason, words: str) -> OrderEvent:
    with transaction.atomic():
        event = fulfilment.end(order, kind, side=side, actor=actor, reason=reason, words=words)
        _undo(order, event, from_earned=False, reason=reason, actor=actor)
        return event


def _undo(
    order: Order, event: OrderEvent, *, from_earned: bool, reason: str, actor, means: str = Refund.Means.SAME
) -> None:
    """All that is left of the order's price: nobody earns it, and the shopper has it back or does not pay it."""
    shares = list(Share.objects.filter(line__order=order).order_by("pk"))
    amount = sum(share.kept for share in shares)
    order.lines.update(declined=F("quantity"))
    moves = [
        Move(account_of(share) if from_earned else Ref("sold"), Ref("refunds"), given)
        for share, given in _given_up(shares, amount)
    ]
    _lower(order, event, amount, source=moves, reason=reason, actor=actor, means=means)


def _lower(
    order: Order,
    event: OrderEvent,
    amount: int,
    *,
    source: list[Move],
    reason: str,
    actor,
    means: str = Refund.Means.SAME,
) -> None:
    """`amount` less is to be paid for the order: given back where it was paid, else never asked for."""
    if not amount:
        return
    part = CollectionPart.objects.select_related("collection").get(order=order)
    unpaid = CollectionPart.objects.filter(pk=part.pk, captured=0, amount__gte=amount)
    if unpaid.update(amount=F("amount") - amount):
        Order.objects.filter(pk=order.pk).update(total=F("total") - amount)
        source = [Move(move.source, Ref("receivable"), move.amount) for move in source]
        _void_when_empty(part.collection)
    else:
        giving_back.lower(order, amount)
        Refund.objects.create(
            order=order,
            event=event,
            amount=amount,
            currency=order.purchase.currency,
            means=means,
            reason=reason,
            actor=actor,
        )
    _book(Entry.Kind.DECLINE, event, order, source, actor)


def _void_when_empty(collection: Collection) -> None:
    still_due = CollectionPart.objects.filter(collection=collection, amount__gt=0)
    Collection.objects.filter(pk=collection.pk, state=Collection.State.DUE).exclude(
        pk__in=still_due.values("collection")
    ).update(state=Collection.State.VOID)


def _take_off(line: OrderLine, count: int) -> int:
    """`count` fewer of a line. Returns the amount."""
    amount = line.unit_price * count
    _given_up(list(line.shares.all()), amount)
    OrderLine.objects.filter(pk=line.pk).update(declined=F("declined") + count)
    return amount


def _given_up(shares: list[Share], amount: int) -> list[tuple[Share, int]]:
    """What each share gives up of `amount`, in proportion to what it still keeps; those that give nothing are left out."""
    return giving_back.give_up(shares, share_out(amount, [share.kept for share in shares])) if amount else []


def _carriage(order: Order) -> tuple[Ref, int] | None:
    """Whom a carrier's fee is owed to, and how much; None when the vendor carries herself or nothing is charged."""
    share = Share.objects.filter(line__order=order, line__kind=OrderLine.Kind.DELIVERY, payee=None).first()
    return (account_of(share), share.amount) if share and share.amount else None


def _leaves_from(refund: Refund) -> Ref:
    return place_of(payment_of(refund)) if refund.means == Refund.Means.SAME else Ref("bank")


def _book(kind: Entry.Kind, event: OrderEvent, order: Order, moves: list[Move], actor) -> None:
    book(
        kind,
        ("order_event", event.pk),
        moves,
        currency=order.purchase.currency,
        actor=actor,
        order=order.reference,
    )
