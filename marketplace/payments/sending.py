"""Money that goes back by the provider it came from. The timetable asks for each refund until it is done; asking twice gives once."""

from marketplace.orders.fulfilment import NotAllowed
from marketplace.payments import refunding
from marketplace.payments.models import Refund
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Unreachable


def send_due() -> int:
    """Have the provider give back what is due by card; returns how many it did. One that fails waits for the next time."""
    due = Refund.objects.due_by_provider().select_related("order__purchase").order_by("pk")
    return sum(_send(refund) for refund in due)


def _send(refund: Refund) -> bool:
    payment = refunding.payment_of(refund)
    try:
        reference = named(payment.provider).refund(payment, refund)
        refunding.done(refund, actor=None, reference=reference)
    except (Unreachable, NotAllowed):
        # Not now; or done meanwhile, by another worker.
        return False
    return True
