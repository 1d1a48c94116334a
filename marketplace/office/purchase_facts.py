"""All there is about one purchase, in as many queries for one order as for ten."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext

from catalogue.money import format_price
from marketplace.accounts import phones
from marketplace.ledger import naming
from marketplace.ledger.accounts import Ref
from marketplace.ledger.models import Entry
from marketplace.office import moves
from marketplace.orders import phrases
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase, Withdrawal
from marketplace.payments.models import Collection, Payment, Refund
from vendors.staff_moves import Move

# Which permission the buttons of each kind need: the order desk moves parcels, finance moves money.
MOVE_ORDERS, GIVE_BACK, MOVE_REFUNDS, RECEIVE = (
    "orders.change_order",
    "payments.add_refund",
    "payments.change_refund",
    "payments.change_collection",
)


@dataclass(frozen=True)
class Button:
    move: Move
    url: str


def purchase_of(pk) -> Purchase | None:
    orders = Order.objects.order_by("number").select_related("purchase", "vendor", "collected_by__collection")
    lines = OrderLine.objects.select_related("workshop").prefetch_related(
        "shares__payee", "shares__member", "shares__maker"
    )
    events = OrderEvent.objects.select_related("actor")
    returns = Withdrawal.objects.select_related("event", "closed_by").prefetch_related("pieces__line")
    collections = Collection.objects.prefetch_related("parts", "payments__actor")
    return (
        Purchase.objects.select_related("territory", "user")
        .prefetch_related(
            Prefetch(
                "orders",
                orders.prefetch_related(
                    Prefetch("lines", lines),
                    Prefetch("events", events),
                    "refunds__actor",
                    Prefetch("withdrawals", returns),
                ),
            ),
            Prefetch("collections", collections),
            "notes__actor",
        )
        .filter(pk=pk)
        .first()
    )


def facts(purchase: Purchase, user) -> dict:
    price = _price_in(purchase.currency)
    return {
        "purchase": purchase,
        "total": price(purchase.total),
        "phone": phones.readable(purchase.phone) if purchase.phone else "",
        "orders": [_order(order, user, price) for order in purchase.orders.all()],
        "collections": [_collection(each, user, price) for each in purchase.collections.all()],
        "notes": purchase.notes.all(),
        "entries": _entries(purchase) if user.has_perm("ledger.view_entry") else None,
    }


def _price_in(currency: str):
    language = get_language()
    return lambda amount: format_price(amount, currency, language)


def _order(order: Order, user, price) -> dict:
    language, part = get_language(), getattr(order, "collected_by", None)
    return {
        "order": order,
        "total": price(order.total),
        "method": part.collection.get_method_display() if part else "",
        "lines": [_line(line, language, price) for line in order.lines.all()],
        "events": order.events.all(),
        "returns": [_return(each, user, language) for each in order.withdrawals.all()],
        "refunds": [_refund(refund, user, price) for refund in order.refunds.all()],
        "buttons": [
            *_buttons(order, moves.ORDER_MOVES, "order_move", user, MOVE_ORDERS),
            *_buttons(order, moves.GIVE_BACK, "give_back", user, GIVE_BACK),
        ],
    }


def _line(line: OrderLine, language: str, price) -> dict:
    title, its_language = line.title_words_in(language)
    if line.kind == OrderLine.Kind.DELIVERY:
        title, its_language = gettext("Delivery"), language
    return {
        "line": line,
        "title": title,
        "language": its_language,
        "unit_price": price(line.unit_price),
        "total": price(line.total),
        "shares": [
            {"who": _who(share), "amount": price(share.kept), "was": price(share.amount) if share.returned else ""}
            for share in line.shares.all()
        ],
    }


def _who(share) -> str:
    """Whose it is; a member's through whom she is paid."""
    if share.member_id is None and share.payee_id is None:
        return share.carrier or PARTIES.get(share.party, lambda: share.party)()
    names = [str(share.member or share.payee)]
    if share.maker:
        names.insert(0, share.maker.name)
    if share.payee_id and share.member_id and share.payee_id != share.member_id:
        names.append(gettext("through %(name)s") % {"name": share.payee})
    return ", ".join(names)


PARTIES = {
    "platform": lambda: gettext("Contribution to Maarad"),
    "fund": lambda: gettext("The solidarity fund"),
    "fees": lambda: gettext("Payment fees"),
}


def _return(withdrawal: Withdrawal, user, language: str) -> dict:
    return {
        "withdrawal": withdrawal,
        "pieces": [f"{each.quantity} × {phrases.title(each.line, language)}" for each in withdrawal.pieces.all()],
        "buttons": _buttons(withdrawal, moves.RETURN_MOVES, "return_move", user, MOVE_ORDERS),
    }


def _refund(refund: Refund, user, price) -> dict:
    return {
        "refund": refund,
        "amount": price(refund.amount),
        "buttons": _buttons(refund, moves.REFUND_MOVES, "refund_move", user, MOVE_REFUNDS),
    }


def _collection(collection: Collection, user, price) -> dict:
    parts = collection.parts.all()
    return {
        "collection": collection,
        "asked": price(collection.amount),
        "due": price(sum(part.amount - part.captured for part in parts)),
        "captured": price(sum(part.captured for part in parts)),
        "refunded": price(sum(part.refunded for part in parts)),
        "payments": [_payment(payment, user, price) for payment in collection.payments.all()],
        "buttons": _buttons(collection, moves.COLLECTION_MOVES, "collection_move", user, RECEIVE),
    }


def _payment(payment: Payment, user, price) -> dict:
    return {
        "payment": payment,
        "amount": price(payment.amount),
        "buttons": _buttons(payment, moves.PAYMENT_MOVES, "payment_move", user, RECEIVE),
    }


def _buttons(row, table, route: str, user, permission: str) -> list[Button]:
    if not user.has_perm(permission):
        return []
    return [
        Button(move, reverse(f"purchases:{route}", args=[row.pk, name]))
        for name, move in table.items()
        if move.can(row)
    ]


def _entries(purchase: Purchase) -> list[dict]:
    """What the books say of it: an entry names an order's reference, or the purchase's."""
    ours = Q(order=purchase.reference) | Q(order__in=[order.reference for order in purchase.orders.all()])
    entries = list(
        Entry.objects.filter(ours)
        .order_by("pk")
        .select_related("actor")
        .prefetch_related("postings__source", "postings__target")
    )
    accounts = [account for entry in entries for each in entry.postings.all() for account in (each.source, each.target)]
    names = naming.names_of(accounts)

    def name(account):
        return naming.in_full(account, names[Ref(account.kind, account.key)])

    return [
        {
            "entry": entry,
            "url": reverse("ledger_entries:inspect", args=[entry.pk]),
            "postings": [
                {
                    "source": name(each.source),
                    "target": name(each.target),
                    "amount": format_price(each.amount, entry.currency, get_language()),
                }
                for each in entry.postings.all()
            ],
        }
        for entry in entries
    ]
