"""An order's money as its messages say it. `orders` knows no payment: `orders.letters` takes these words from here."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.money import format_price
from marketplace.messaging import dates
from marketplace.orders.fulfilment import ON_ITS_WAY
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments.models import Collection, CollectionPart, Method, Refund


def of_order(order: Order, event: OrderEvent | None, language: str) -> Mapping[str, str]:
    part = CollectionPart.objects.select_related("collection").get(order=order)
    collection = part.collection
    at_the_door = collection.method == Method.ON_DELIVERY and order.state in ON_ITS_WAY
    due = part.amount - part.captured if at_the_door else 0
    cash = format_price(due, collection.currency, language)
    return {
        "cash": cash,
        "cash_sentence": _("You pay %(cash)s in cash when it is handed to you.") % {"cash": cash} if due else "",
        "vendor_cash_sentence": _vendors_cash(order, cash) if due else "",
        "payment_sentence": _payment(collection, order, language),
        "refund_sentence": _refund(event, language),
    }


def _vendors_cash(order: Order, cash: str) -> str:
    if order.carrier:
        return _("%(carrier)s takes in %(cash)s at the door.") % {"carrier": order.carrier, "cash": cash}
    return _("You take in %(cash)s in cash when you hand it over.") % {"cash": cash}


def _payment(collection: Collection, order: Order, language: str) -> str:
    if collection.method == Method.ON_DELIVERY:
        return _("You pay in cash when a parcel is handed to you.")
    if collection.method != Method.BANK_TRANSFER or collection.state != Collection.State.DUE:
        return ""
    return _("Transfer %(total)s before %(deadline)s and quote %(ref)s. Until then your pieces are kept for you.") % {
        "total": format_price(collection.amount, collection.currency, language),
        "deadline": dates.moment(collection.due_at, language),
        "ref": order.purchase.reference,
    }


def _refund(event: OrderEvent | None, language: str) -> str:
    refund = Refund.objects.filter(event=event).first() if event else None
    if refund is None:
        return _("You do not pay for what does not come.")
    amount = format_price(refund.amount, refund.currency, language)
    return REFUNDED[Refund.Means(refund.means)] % {"amount": amount}


REFUNDED = {
    Refund.Means.SAME: gettext_lazy("We pay %(amount)s back to you the way you paid."),
    Refund.Means.CASH: gettext_lazy("We pay %(amount)s back to you in cash."),
    Refund.Means.TRANSFER: gettext_lazy("We pay %(amount)s back to you by bank transfer."),
}
