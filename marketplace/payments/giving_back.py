"""A part of what was paid goes back, after the parcel was handed over: pieces, delivery, a free amount, or several of them.

The frozen shares give back their part of it, to the centime. Who bears it is another question, and stated: where that is the maker, the
centre or the fund alone, she makes good in the books what all others gave back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.money import share_out
from marketplace.ledger.accounts import Ref, payable
from marketplace.ledger.booking import Move, book
from marketplace.ledger.models import Entry
from marketplace.ledger.split import given_back
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import HANDED_OVER, NotAllowed, Reason, account_of
from marketplace.orders.models import Order, OrderEvent, OrderLine, Share
from marketplace.payments.models import CollectionPart, Refund

Bearer = Refund.Bearer


@dataclass(frozen=True)
class What:
    """`pieces`: so many of each goods line, by its id. `amount`: a free one, of what is left after them."""

    pieces: Mapping[int, int] = field(default_factory=dict)
    delivery: bool = False
    amount: int = 0


def give_back(
    order: Order,
    what: What,
    *,
    actor,
    reason: Reason,
    words: str = "",
    means: str = Refund.Means.SAME,
    bearer: str = Bearer.EACH,
    restock: bool = True,
    event: OrderEvent | None = None,
) -> Refund:
    """`restock`: whether the pieces can be sold again. `event` is what opened it, where that was one."""
    with transaction.atomic():
        order = Order.objects.select_for_update(of=("self",)).select_related("purchase").get(pk=order.pk)
        if order.state not in HANDED_OVER:
            raise NotAllowed(_("Only what was handed over can be paid back in part. Cancel the order instead."))
        pieces, given = _of_lines(order, what)
        given += _of_all(order, what.amount)
        amount = sum(part for _share, part in given)
        lower(order, amount)
        if pieces:
            fulfilment.put_back(pieces, order, actor=actor, is_sellable=restock)
        refund = Refund.objects.create(
            order=order,
            event=event,
            amount=amount,
            currency=order.purchase.currency,
            means=means,
            bearer=bearer,
            reason=reason,
            words=words,
            actor=actor,
        )
        _book(Entry.Kind.REFUND, refund, [Move(account_of(share), Ref("refunds"), part) for share, part in given])
        _book(Entry.Kind.BORNE, refund, _made_good(order, Bearer(bearer), given))
        return refund


def may_be_given_back(order: Order) -> bool:
    part = getattr(order, "collected_by", None)
    return order.state in HANDED_OVER and part is not None and part.captured > part.refunded


def lower(order: Order, amount: int) -> None:
    """So much less was paid for it after all. Raises NotAllowed beyond what is left of this order's own part."""
    rows = CollectionPart.objects.filter(order=order, captured__gte=F("refunded") + amount)
    if amount < 1 or not rows.update(refunded=F("refunded") + amount):
        raise NotAllowed(_("More cannot be paid back than was paid for this order."))
    Order.objects.filter(pk=order.pk).update(total=F("total") - amount)


def give_up(shares: list[Share], parts: list[int]) -> list[tuple[Share, int]]:
    """Each share gives its part; those that give nothing are left out."""
    given = [(share, part) for share, part in zip(shares, parts, strict=True) if part]
    for share, part in given:
        Share.objects.filter(pk=share.pk).update(returned=F("returned") + part)
    return given


def bearing(order: Order, bearer: str) -> Ref:
    """The account of whoever bears it alone."""
    return payable(order.vendor_id) if bearer == Bearer.VENDOR else Ref(bearer)


def unborne(order: Order) -> list[Move]:
    """What was made good of this order's refunds, the other way round: nobody need bear for a parcel that came back whole."""
    entries = Entry.objects.filter(kind=Entry.Kind.BORNE, order=order.reference).prefetch_related(
        "postings__source", "postings__target"
    )
    postings = [posting for entry in entries for posting in entry.postings.all()]
    return [
        Move(Ref(each.target.kind, each.target.key), Ref(each.source.kind, each.source.key), each.amount)
        for each in postings
    ]


def _of_lines(order: Order, what: What) -> tuple[list[tuple[OrderLine, int]], list[tuple[Share, int]]]:
    lines = {line.pk: line for line in order.lines.prefetch_related("shares")}
    wanted = {pk: count for pk, count in what.pieces.items() if count}
    goods = {pk for pk, line in lines.items() if line.kind == OrderLine.Kind.GOODS}
    if not wanted.keys() <= goods or any(not 0 < count <= lines[pk].kept for pk, count in wanted.items()):
        raise NotAllowed(_("Of a piece, no more can be paid back than the shopper has of it."))
    pieces = [(lines[pk], count) for pk, count in wanted.items()]
    carried = [(line, line.kept) for pk, line in lines.items() if what.delivery and pk not in goods and line.kept]
    if what.delivery and not carried:
        raise NotAllowed(_("The delivery of this order was free, or is paid back already."))
    return pieces, [each for line, count in pieces + carried for each in _take_off(line, count)]


def _take_off(line: OrderLine, count: int) -> list[tuple[Share, int]]:
    shares = list(line.shares.all())
    parts = given_back([share.kept for share in shares], count, line.kept)
    OrderLine.objects.filter(pk=line.pk).update(declined=F("declined") + count)
    return give_up(shares, parts)


def _of_all(order: Order, amount: int) -> list[tuple[Share, int]]:
    """A free amount, in proportion to what each share of the order still keeps."""
    shares = list(Share.objects.filter(line__order=order).order_by("pk"))
    if amount < 0 or amount > sum(share.kept for share in shares):
        raise NotAllowed(_("More cannot be paid back than was paid for this order."))
    return give_up(shares, share_out(amount, [share.kept for share in shares])) if amount else []


def _made_good(order: Order, bearer: Bearer, given: list[tuple[Share, int]]) -> list[Move]:
    if bearer == Bearer.EACH:
        return []
    source = bearing(order, bearer)
    return [Move(source, account_of(share), part) for share, part in given if account_of(share) != source]


def _book(kind: Entry.Kind, refund: Refund, moves: list[Move]) -> None:
    book(
        kind,
        ("refund", refund.pk),
        moves,
        currency=refund.currency,
        actor=refund.actor,
        order=refund.order.reference,
    )
