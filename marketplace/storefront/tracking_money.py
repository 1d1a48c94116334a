"""What became of the money of a purchase that is paid all at once, by card or transfer, in a shopper's words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.orders.fulfilment import GIVEN_UP
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments.models import Collection, Method, Payment

Price = Callable[[int], str]
Paid = Payment.State


@dataclass(frozen=True)
class News:
    text: str
    dye: str = "saffron"
    is_error: bool = False


@dataclass(frozen=True)
class Money:
    """A collection with its orders and all that came or was tried for it, the latest last."""

    collection: Collection
    orders: list[Order]
    payments: list[Payment]

    @property
    def due_amount(self) -> int:
        """What is left of it when parcels were given up."""
        return sum(order.collected_by.amount for order in self.orders)

    @property
    def is_due(self) -> bool:
        return self.collection.state == Collection.State.DUE

    @property
    def is_over(self) -> bool:
        """Its time has passed; what came at the last moment may not be told yet."""
        return bool(self.collection.due_at and self.collection.due_at <= timezone.now())

    @property
    def is_asked_for(self) -> bool:
        """Whether she is to pay it now: not while a person looks at what she has paid already."""
        return self.is_due and not self.is_over and not self.in_state(Paid.FLAGGED)

    @property
    def is_revived(self) -> bool:
        return any(event.kind == OrderEvent.Kind.REVIVED for order in self.orders for event in order.events.all())

    @property
    def is_given_up(self) -> bool:
        return all(order.state in GIVEN_UP for order in self.orders)

    def in_state(self, state: Payment.State) -> list[Payment]:
        return [payment for payment in self.payments if payment.state == state]


def paid_at_once(orders: Iterable[Order]) -> list[Money]:
    """Of each collection that is not paid at the door. One statement, where there is one."""
    of: dict[Collection, list[Order]] = {}
    for order in orders:
        if order.collected_by.collection.method != Method.ON_DELIVERY:
            of.setdefault(order.collected_by.collection, []).append(order)
    if not of:
        return []
    payments = list(Payment.objects.filter(collection__in=of).order_by("pk"))
    return [
        Money(collection, hers, [each for each in payments if each.collection_id == collection.pk])
        for collection, hers in of.items()
    ]


def news_of(money: Money, price: Price) -> Iterator[News]:
    """What she should know of it: first what a person looks at, then what was decided, then where it stands."""
    for payment in money.in_state(Paid.FLAGGED):
        yield News(_looked_at(money, payment, price), "sky")
    for payment in money.in_state(Paid.SENT_BACK):
        words = _("%(amount)s of yours could not be used and was sent back to you. Your bank may take a few days.")
        yield News(words % {"amount": price(payment.amount)}, "sky")
    if standing := _standing(money, price):
        yield standing


def _looked_at(money: Money, payment: Payment, price: Price) -> str:
    words = {"amount": price(payment.amount), "due": price(money.due_amount)}
    if money.collection.state == Collection.State.EXPIRED:
        return (
            _(
                "Your payment of %(amount)s arrived after its time. It is kept, and the centre is looking at it: your order"
                " lives again if the pieces are still there, otherwise the money goes back to you. You need not do anything."
            )
            % words
        )
    if money.is_due:
        return (
            _(
                "%(amount)s has arrived, and %(due)s was due. It is kept, and the centre is looking at it and calls you."
                " Please do not pay again meanwhile."
            )
            % words
        )
    return _("%(amount)s has arrived that was not due any more. It is kept; the centre sends it back to you.") % words


def _standing(money: Money, price: Price) -> News | None:
    state = money.collection.state
    if state == Collection.State.CAPTURED and not money.is_given_up:
        return News(_paid(money, price), "mint")
    if money.in_state(Paid.FLAGGED):
        return None
    if state == Collection.State.EXPIRED and not money.in_state(Paid.SENT_BACK):
        return News(
            _("Time ran out and the pieces are back on sale. Nothing was charged.")
            + " "
            + _("Money that arrives all the same is kept: it is given back, or your order lives again."),
            is_error=True,
        )
    if money.is_due and money.is_over:
        return News(
            _("The time to pay has passed. We are asking whether your money came: look again in a few minutes.")
        )
    return _attempt(money) if money.is_due else None


def _paid(money: Money, price: Price) -> str:
    if money.is_revived:
        return _(
            "Your payment came late, and the pieces were still there: your order lives again. It is paid, thank you."
        )
    amount = sum(payment.amount for payment in money.in_state(Paid.CAPTURED))
    return _("Paid: %(amount)s. Thank you.") % {"amount": price(amount)}


def _attempt(money: Money) -> News | None:
    """What became of her last try to pay by card."""
    last = money.payments[-1] if money.collection.method == Method.CARD and money.payments else None
    if last is None:
        return None
    if last.state == Paid.STARTED:
        return News(
            _(
                "Your payment is not finished. If you have just paid, your bank has not told us yet: look again in a few"
                " minutes. If you stopped on the way, nothing was taken: go on here."
            )
        )
    if last.state == Paid.FAILED:
        return News(
            _(
                "Your bank refused the payment; nothing was taken. Try again, with another card if you like. To pay"
                " otherwise, cancel this order and place it again."
            ),
            is_error=True,
        )
    if last.state == Paid.CLOSED:
        return News(
            _(
                "The payment page was closed before anything was paid; nothing was taken. Pay here while your pieces are"
                " kept."
            )
        )
    return None
