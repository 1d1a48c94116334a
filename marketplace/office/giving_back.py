"""A part of an order's price back to the shopper, once however often the form is sent."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from marketplace.orders.fulfilment import NotAllowed
from marketplace.orders.models import Order
from marketplace.payments import giving_back
from marketplace.payments.giving_back import What
from marketplace.payments.models import CollectionPart, Refund


def give_back_once(order: Order, *, actor, seen: int, what: What, **said) -> Refund:
    """`seen` is what had been given back of the order when the form was opened: when it is more by now, somebody was first."""
    with transaction.atomic():
        # An update that changes nothing: two clerks queue on the row, whatever the database.
        CollectionPart.objects.filter(order=order).update(refunded=F("refunded"))
        if CollectionPart.objects.values_list("refunded", flat=True).get(order=order) != seen:
            raise NotAllowed(_("Something was given back for this order meanwhile. Look again, then decide."))
        return giving_back.give_back(order, what, actor=actor, **said)
