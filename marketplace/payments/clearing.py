"""What a provider makes of our money in its own account: what came in, what went out, and what it took for it, in that account's currency.

The shop's books are in the currency of the sale. When the provider's account has another, the books follow it there: what was at the
provider in the one is from now on *exchanged*, and is at the provider in the other. So the books say what the provider's own statement
says, to the cent, and what an exchange rate did is seen and touches nobody's share. A fee is booked in the account's currency alone.
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import Booking, Move, book_many
from marketplace.ledger.models import Entry
from marketplace.payments import refunding
from marketplace.payments.models import Clearing, Method, Payment, Refund
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Cleared, Unreachable

State = Payment.State
HAS_COME = (State.CAPTURED, State.FLAGGED, State.SENT_BACK)
# A run is short, and whom nobody answers is not asked a hundred times.
AT_ONCE = 50
PATIENCE = 3


def look() -> int:
    """Ask for what is not known yet, the newest first; returns how many lines are new. Run by the timetable."""
    silences = new = 0
    for ask in [*_payments(), *_refunds()]:
        try:
            new += ask()
        except Unreachable:
            silences += 1
            if silences == PATIENCE:
                break
    return new


def _payments() -> list[Callable[[], int]]:
    rows = Payment.objects.filter(collection__method=Method.CARD, state__in=HAS_COME, cleared_at=None)
    return [_of_payment(payment) for payment in rows.select_related("collection__purchase").order_by("-pk")[:AT_ONCE]]


def _of_payment(payment: Payment) -> Callable[[], int]:
    def ask() -> int:
        found = named(payment.provider).cleared(payment)
        return _remember(found, payment.provider, payment=payment) if found is not None else 0

    return ask


def _refunds() -> list[Callable[[], int]]:
    rows = Refund.objects.filter(cleared_at=None, order__collected_by__collection__method=Method.CARD)
    rows = rows.filter(Q(state=Refund.State.DONE, means=Refund.Means.SAME) | ~Q(failed_reference=""))
    return [_of_refund(refund) for refund in rows.select_related("order__purchase").order_by("-pk")[:AT_ONCE]]


def _of_refund(refund: Refund) -> Callable[[], int]:
    def ask() -> int:
        payment = refunding.payment_of(refund)
        reference = refund.failed_reference or refund.provider_reference
        found = named(payment.provider).cleared_refund(payment, reference)
        return _remember(found, payment.provider, refund=refund) if found is not None else 0

    return ask


def _remember(found: Sequence[Cleared], provider: str, **of: Payment | Refund) -> int:
    """Write down and book what is new of it, once, whoever asks at the same time."""
    subject = next(iter(of.values()))
    with transaction.atomic():
        # Whoever asked too waits here, then finds it done.
        rows = type(subject).objects.filter(pk=subject.pk, cleared_at=None)
        if not rows.update(cleared_at=timezone.now()):
            return 0
        known = set(Clearing.objects.filter(provider=provider, **of).values_list("reference", flat=True))
        new = [_clearing(each, provider, of) for each in found if each.reference not in known]
        for clearing in new:
            clearing.save()
            book_many(_bookings(clearing, subject))
    return len(new)


def _clearing(each: Cleared, provider: str, of: dict[str, Payment | Refund]) -> Clearing:
    return Clearing(
        provider=provider,
        reference=each.reference,
        paid=each.paid,
        amount=each.amount,
        fee=each.fee,
        currency=each.currency,
        rate=each.rate,
        **of,
    )


def _bookings(clearing: Clearing, subject: Payment | Refund) -> list[Booking]:
    """Above zero money came in: into the exchange in the currency of the sale, out of it in the account's."""
    place, exchange, fees = Ref("gateway", clearing.provider), Ref("exchange"), Ref("fees")
    bookings = [(Entry.Kind.FEE, clearing.currency, _move(fees, place, clearing.fee))]
    if clearing.currency != subject.currency:
        bookings += [
            (Entry.Kind.EXCHANGE, subject.currency, _move(exchange, place, clearing.paid)),
            (Entry.Kind.SETTLED, clearing.currency, _move(place, exchange, clearing.amount)),
        ]
    order = subject.collection.purchase.reference if isinstance(subject, Payment) else subject.order.reference
    note = " · ".join(filter(None, [clearing.reference, clearing.rate]))
    return [
        Booking(kind, ("clearing", clearing.pk), [move], currency, None, order=order, note=note)
        for kind, currency, move in bookings
    ]


def _move(source: Ref, target: Ref, amount: int) -> Move:
    """Below zero, the other way."""
    return Move(source, target, amount) if amount >= 0 else Move(target, source, -amount)
