"""News of money is remembered in the transaction that makes it, as one task; the worker then writes the messages (`payments.letters`)."""

from marketplace.payments import tasks
from marketplace.payments.models import Collection, Payment, Refund


def settled(payment: Payment) -> None:
    """It came, was refused, or is kept for a person to look at: what is said depends on its state."""
    tasks.tell.enqueue("settled", payment.pk)


def revived(payment: Payment) -> None:
    """It came late, and the orders live again."""
    tasks.tell.enqueue("revived", payment.pk)


def ending(collection: Collection) -> None:
    """The time to pay it is nearly over."""
    tasks.tell.enqueue("ending", collection.pk)


def expired(collection: Collection) -> None:
    tasks.tell.enqueue("expired", collection.pk)


def refunded(refund: Refund) -> None:
    tasks.tell.enqueue("refunded", refund.pk)


def cash_overdue(payment: Payment) -> None:
    """The oldest cash that its holder has not deposited."""
    tasks.tell.enqueue("cash_overdue", payment.pk)
