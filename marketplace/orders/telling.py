"""News of orders is remembered in the transaction that makes it, as one task; the worker then writes the messages (`orders.letters`).

So a sale costs one small row however many people hear of it, and no text that fails can ever stop an order.
"""

from collections.abc import Iterable

from marketplace.orders import tasks
from marketplace.orders.models import Order, OrderEvent, Purchase, Withdrawal

# The events that somebody is told of. That an order is placed is told with its purchase, that it is packed to nobody.
Kind = OrderEvent.Kind
TOLD = frozenset(
    {
        Kind.CONFIRMED,
        Kind.ACCEPTED,
        Kind.PART_ACCEPTED,
        Kind.SENT,
        Kind.DELIVERED,
        Kind.COLLECTED,
        Kind.DECLINED,
        Kind.CANCELLED,
    }
)


def placed(purchase: Purchase) -> None:
    tasks.tell.enqueue("placed", [purchase.pk])


def happened(events: Iterable[OrderEvent]) -> None:
    if told := [event.pk for event in events if event.kind in TOLD]:
        tasks.tell.enqueue("happened", told)


def reminded(order: Order) -> None:
    tasks.tell.enqueue("reminded", [order.pk])


def undelivered(order: Order) -> None:
    tasks.tell.enqueue("undelivered", [order.pk])


def unanswered(order: Order) -> None:
    tasks.tell.enqueue("unanswered", [order.pk])


def about_return(news: str, withdrawal: Withdrawal) -> None:
    """`news`: asked, declined or received."""
    tasks.tell_of_return.enqueue(news, withdrawal.pk)
