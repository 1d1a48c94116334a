"""The states of an order in a shopper's words, and the way it has still to go."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.orders.fulfilment import HANDED_OVER
from marketplace.orders.models import Order
from marketplace.payments.models import Method

State = Order.State
WAYS = {
    Order.Delivery.HOME: (State.PLACED, State.ACCEPTED, State.READY, State.SENT, State.DELIVERED),
    Order.Delivery.PICKUP: (State.PLACED, State.ACCEPTED, State.READY, State.COLLECTED),
}


@dataclass(frozen=True)
class Stage:
    title: Promise | str
    is_done: bool
    is_here: bool


def stages_of(order: Order) -> tuple[Stage, ...]:
    """From the order to the hand-over; none for an order that was given up."""
    way = WAYS[Order.Delivery(order.delivery)]
    if order.state not in way:
        return ()
    here = way.index(State(order.state))
    return tuple(Stage(state.label, place <= here, place == here) for place, state in enumerate(way))


def help_of(order: Order) -> str:
    """What happens now, under the state."""
    if order.state == State.PLACED:
        return _placed(order)
    if order.state in HANDED_OVER and order.handed_over_at:
        date = date_format(timezone.localtime(order.handed_over_at), "DATE_FORMAT")
        return _("The parcel was handed to you on %(date)s.") % {"date": date}
    if order.state == State.DECLINED:
        is_paid = order.collected_by.captured > 0
        return _("The maker cannot supply it; you are refunded.") if is_paid else _("The maker cannot supply it.")
    sentences = {
        State.ACCEPTED: _("The maker is preparing your parcel."),
        State.READY: _("The parcel is packed; it leaves or waits for you."),
        State.SENT: _("The parcel is on its way."),
        State.CANCELLED: _("This order is cancelled; its pieces are on sale again."),
        State.RETURNED: _("It came back to the maker."),
    }
    return sentences.get(State(order.state), "")


def _placed(order: Order) -> str:
    if order.confirmed_at is None:
        is_by_card = order.collected_by.collection.method == Method.CARD
        return _("It waits for your payment.") if is_by_card else _("It waits for your transfer.")
    if order.answer_due_at is None:
        return ""
    date = date_format(timezone.localtime(order.answer_due_at), "MONTH_DAY_FORMAT")
    return _("The maker answers by %(date)s.") % {"date": date}
