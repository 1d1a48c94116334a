"""Money that goes back by the provider it came from. The timetable asks for each refund until it is done; asking twice gives once.

What was given back may still fail: the shopper's card is gone, and her bank sends it back. Then it is owed to her again, and a person
finds another way.
"""

from datetime import timedelta

from django.utils import timezone

from marketplace.orders.fulfilment import NotAllowed
from marketplace.payments import refunding
from marketplace.payments.models import Refund
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Unreachable

# So long a bank may take to send it back.
WATCHED = timedelta(days=30)


def send_due() -> int:
    """Have the provider give back what is due by card; returns how many it did. One that fails waits for the next time."""
    due = Refund.objects.due_by_provider().select_related("order__purchase").order_by("pk")
    return sum(_ask(refund) for refund in due)


def watch() -> None:
    """Ask again about what was given back lately, in case the provider's notice that it failed never came. Run by the timetable."""
    done = Refund.objects.by_provider().filter(state=Refund.State.DONE, done_at__gte=timezone.now() - WATCHED)
    for refund in done.select_related("order__purchase").order_by("pk"):
        _ask(refund)


def ask(refund: Refund) -> bool:
    """Have the provider give it back, or say what has become of it; whether it is done by that. Raises Unreachable."""
    if refund.failed_reference or refund.state == Refund.State.FAILED:
        # It is a person's now: asked again without its reference, it would be given twice.
        return False
    payment = refunding.payment_of(refund)
    given = named(payment.provider).refund(
        payment, key=f"refund-{refund.pk}", amount=refund.amount, reference=refund.provider_reference
    )
    if given.state == "failed":
        refunding.failed(refund, why=given.why, reference=given.reference)
    elif given.state == "done" and refund.state == Refund.State.DUE:
        refunding.done(refund, actor=None, reference=given.reference)
        return True
    elif given.state == "pending":
        Refund.objects.filter(pk=refund.pk, state=Refund.State.DUE).update(provider_reference=given.reference)
    return False


def _ask(refund: Refund) -> bool:
    try:
        return ask(refund)
    except (Unreachable, NotAllowed):
        # Not now; or done meanwhile, by another worker.
        return False
