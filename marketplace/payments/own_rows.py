"""What is kept of the money of a purchase, as `orders.erasing` tells and forgets it. What is in the books stays; it names nobody."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from marketplace.orders.erasing import Part, Subjects, money
from marketplace.orders.models import Purchase
from marketplace.payments.models import Collection, Payment, Refund


def tell(purchase: Purchase) -> Mapping[str, object]:
    paid = Payment.objects.filter(collection__purchase=purchase).select_related("collection")
    return {
        "payments": [
            {
                "method": payment.collection.method,
                "amount": money(payment.amount, payment.currency),
                "state": payment.state,
                "reference": payment.reference,
                "at": payment.at.isoformat(timespec="seconds"),
            }
            for payment in paid
        ],
        "refunds": [
            {
                "order": refund.order.reference,
                "amount": money(refund.amount, refund.currency),
                "means": refund.means,
                "reason": refund.reason,
                "state": refund.state,
                "at": refund.opened_at.isoformat(timespec="seconds"),
            }
            for refund in _refunds(purchase)
        ],
    }


def hinders(purchase: Purchase) -> Iterable[str]:
    for refund in _refunds(purchase).exclude(state=Refund.State.DONE):
        yield _("Money of order %(reference)s is still to be given back to you.") % {
            "reference": refund.order.reference
        }
    if Payment.objects.filter(collection__purchase=purchase, state=Payment.State.FLAGGED).exists():
        yield _("A payment for %(reference)s is still being looked at.") % {"reference": purchase.reference}


def forget(purchase: Purchase) -> None:
    _refunds(purchase).exclude(words="").update(words="")


def subjects(purchase: Purchase) -> Iterable[Subjects]:
    yield "payment", Payment.objects.filter(collection__purchase=purchase).values_list("pk", flat=True)
    yield "collection", Collection.objects.filter(purchase=purchase).values_list("pk", flat=True)
    yield "refund", _refunds(purchase).values_list("pk", flat=True)


def _refunds(purchase: Purchase):
    return Refund.objects.filter(order__purchase=purchase).select_related("order__purchase")


PART = Part(tell=tell, forget=forget, hinders=hinders, subjects=subjects)
