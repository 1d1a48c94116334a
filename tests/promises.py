"""What must hold in any database of the shop, whatever happened in it. `broken()` lists every promise that does not."""

from collections import defaultdict

from django.db.models import F, Q, Sum

from catalogue.models import Stock, StockMovement
from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.ledger.models import Account, Entry, Posting
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase, Share
from marketplace.payments.models import Clearing, Collection, CollectionPart, Payment, Refund

State, Kind, Kinds = Order.State, OrderEvent.Kind, Account.Kind
HANDED_OVER = [State.DELIVERED, State.COLLECTED]
GIVEN_UP = [State.DECLINED, State.CANCELLED, State.RETURNED]


def broken():
    """One sentence for each broken promise, with the row that breaks it; empty when all hold."""
    checks = [_shares, _orders, _purchases, _collections, _refunds, _stock, _sales, _earnings, _balances, _cleared]
    return [sentence for check in checks for sentence in check()]


def _shares():
    for line in OrderLine.objects.annotate(shared=Sum("shares__amount"), given=Sum("shares__returned")):
        if line.shared != line.total:
            yield f"line {line.pk}: shares sum to {line.shared}, the line to {line.total}"
        if line.given > line.total:
            yield f"line {line.pk}: {line.given} of {line.total} given back"
    for line in OrderLine.objects.filter(order__state__in=GIVEN_UP, shares__returned__lt=F("shares__amount")):
        yield f"line {line.pk}: given up, and a share of it still kept"


def _orders():
    kept = _sums(Share, "line__order", F("amount") - F("returned"))
    for order in Order.objects.all():
        if order.total != kept.get(order.pk, 0):
            yield f"order {order.pk}: total {order.total}, its shares keep {kept.get(order.pk, 0)}"
        if order.state in GIVEN_UP and order.total:
            yield f"order {order.pk}: {order.state} and {order.total} still to pay"


def _purchases():
    sold = _sums(OrderLine, "order__purchase", F("total"))
    asked = _sums(Collection, "purchase", F("amount"))
    for purchase in Purchase.objects.all():
        found = {purchase.total, sold.get(purchase.pk), asked.get(purchase.pk)}
        if len(found) > 1:
            yield f"purchase {purchase.pk}: total, lines and collections differ: {found}"


def _collections():
    paid = _sums(Payment.objects.filter(state=Payment.State.CAPTURED), "collection", F("amount"))
    captured = _sums(CollectionPart, "collection", F("captured"))
    for pk in Collection.objects.values_list("pk", flat=True):
        if paid.get(pk, 0) != captured.get(pk, 0):
            yield f"collection {pk}: {paid.get(pk, 0)} paid, {captured.get(pk, 0)} captured"
    for part in CollectionPart.objects.select_related("order"):
        due = part.captured - part.refunded if part.captured else part.amount
        if due != part.order.total:
            yield f"order {part.order_id}: total {part.order.total}, to be collected or kept {due}"
    for part in CollectionPart.objects.filter(order__state__in=HANDED_OVER, captured__lt=F("amount")):
        yield f"order {part.order_id}: handed over and not paid"


def _refunds():
    asked = _sums(Refund, "order", F("amount"))
    for part in CollectionPart.objects.all():
        if part.refunded != asked.get(part.order_id, 0):
            yield f"order {part.order_id}: refunds of {asked.get(part.order_id, 0)}, {part.refunded} on its part"


def _stock():
    moved = _sums(StockMovement, "variant", F("quantity"))
    for stock in Stock.objects.all():
        if stock.on_hand != moved.get(stock.pk, 0):
            yield f"variant {stock.pk}: {stock.on_hand} on hand, movements of {moved.get(stock.pk, 0)}"
    out = _sums(
        OrderLine.objects.filter(taken__gt=0).exclude(_returned_unsold()), "variant", F("quantity") - F("declined")
    )
    taken = _sums(StockMovement.objects.filter(note__in=_references()), "variant", -F("quantity"))
    for variant in {*out, *taken}:
        if out.get(variant, 0) != taken.get(variant, 0):
            yield f"variant {variant}: {out.get(variant, 0)} sold, {taken.get(variant, 0)} taken from the stock for it"


def _returned_unsold():
    """Returned pieces that were not fit to go back to the stock are out of it for good; their line says nothing is kept."""
    return Q(variant=None)


def _references():
    references = set(Purchase.objects.values_list("reference", flat=True))
    return references | {order.reference for order in Order.objects.select_related("purchase")}


def _sales():
    """Every event that moves money has its entry, of the amount it moved."""
    placed = _entries(Entry.Kind.SALE)
    sold = _sums(OrderLine, "order", F("total"))
    for pk, order in OrderEvent.objects.filter(kind__in=[Kind.PLACED, Kind.REVIVED]).values_list("pk", "order"):
        if placed.get(("order_event", pk)) != sold.get(order):
            yield f"order {order}: sold for {sold.get(order)}, booked {placed.get(('order_event', pk))}"
    delivered = _entries(Entry.Kind.DELIVERY)
    for pk in OrderEvent.objects.filter(kind__in=[Kind.DELIVERED, Kind.COLLECTED]).values_list("pk", flat=True):
        if ("order_event", pk) not in delivered:
            yield f"event {pk}: handed over, and no entry says so"
    declined = _entries(Entry.Kind.DECLINE)
    ended = [Kind.DECLINED, Kind.CANCELLED, Kind.RETURNED, Kind.PART_ACCEPTED]
    given_back = _sums(Refund.objects.filter(event=None), "order", F("amount"))
    for pk, order in OrderEvent.objects.filter(kind__in=ended).values_list("pk", "order"):
        # Nothing moves when all of it was paid back before.
        if ("order_event", pk) not in declined and given_back.get(order) != sold.get(order):
            yield f"event {pk}: given up, and no entry says so"
    paid = _entries(Entry.Kind.PAYMENT) | _entries(Entry.Kind.CASH)
    for payment in Payment.objects.filter(
        state__in=[Payment.State.CAPTURED, Payment.State.FLAGGED, Payment.State.SENT_BACK]
    ):
        if paid.get(("payment", payment.pk)) != payment.amount:
            yield f"payment {payment.pk}: of {payment.amount}, booked {paid.get(('payment', payment.pk))}"


def _earnings():
    """What the books owe for orders is what their shares keep: sold while not handed over, earned afterwards."""
    balances = _balance_by_kind()
    waiting = Order.objects.exclude(state__in=[*HANDED_OVER, *GIVEN_UP])
    sold = sum(order.total for order in waiting)
    if balances["sold"] != sold:
        yield f"the books hold {balances['sold']} as sold, orders on their way sum to {sold}"
    due = CollectionPart.objects.filter(captured=0).aggregate(total=Sum("amount"))["total"] or 0
    if -balances["receivable"] != due:
        yield f"the books expect {-balances['receivable']}, collections {due}"
    flagged = Payment.objects.filter(state=Payment.State.FLAGGED).aggregate(total=Sum("amount"))["total"] or 0
    refunds = Refund.objects.exclude(state=Refund.State.DONE).aggregate(total=Sum("amount"))["total"] or 0
    if balances["refunds"] != refunds + flagged:
        yield f"the books owe {balances['refunds']} to shoppers, open refunds and flagged money {refunds + flagged}"


def _balances():
    """Each currency sums to zero for itself, as no posting goes from one to another: that would make one worth the other."""
    same = {"source__currency": F("entry__currency"), "target__currency": F("entry__currency")}
    for posting in Posting.objects.exclude(**same):
        yield f"posting {posting.pk}: between two currencies"


def _cleared():
    """What was exchanged of a sale's currency, and what is where in the other, is what the provider's lines say; fees are theirs alone."""
    held, fees = defaultdict(int), defaultdict(int)
    for row in Clearing.objects.select_related("payment", "refund"):
        fees[row.currency] += row.fee
        if row.currency != (row.payment or row.refund).currency:
            held[row.currency] += row.amount
            held[(row.payment or row.refund).currency] -= row.paid
    for currency in {*held, *fees, *Account.objects.filter(kind=Kinds.EXCHANGE).values_list("currency", flat=True)}:
        exchanged = balance(Ref(Kinds.EXCHANGE), currency)
        if exchanged != held[currency]:
            yield f"{exchanged} {currency} exchanged, the provider's lines say {held[currency]}"
    booked = Entry.objects.filter(kind=Entry.Kind.FEE).values_list("currency", "postings__source__kind")
    for currency, kind, amount in booked.annotate(total=Sum("postings__amount")).order_by():
        fees[currency] -= amount if kind == Kinds.FEES else -amount
    yield from (f"fees of the provider in {currency}: {left} not booked" for currency, left in fees.items() if left)


def _balance_by_kind():
    found = defaultdict(int)
    for kind, amount in Posting.objects.values_list("target__kind").annotate(total=Sum("amount")):
        found[kind] += amount
    for kind, amount in Posting.objects.values_list("source__kind").annotate(total=Sum("amount")):
        found[kind] -= amount
    return found


def _entries(kind):
    """(subject kind, subject id) -> the sum of its postings."""
    rows = Entry.objects.filter(kind=kind).annotate(total=Sum("postings__amount"))
    return {(entry.subject_kind, entry.subject_id): entry.total for entry in rows}


def _sums(model, key, value):
    rows = model if not isinstance(model, type) else model.objects.all()
    return dict(rows.order_by().values_list(key).annotate(total=Sum(value)))
