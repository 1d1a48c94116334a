"""Card payments: beginning one, and acting on what the provider says of it. A notice is only a signal: the provider is asked again.

Whatever comes twice, late, in another order or in another amount is safe: a payment is captured once, late or different money is kept
and flagged for a person, and never pays what it does not match.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.orders.fulfilment import Side
from marketplace.orders.models import Purchase
from marketplace.payments import telling
from marketplace.payments.filling import fill
from marketplace.payments.models import Collection, Method, Notice, Payment
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Found, Unreachable

# The provider's session lives at least 30 minutes, by its own clock; ours keeps the pieces longer.
SESSION_MINUTES = 31
OPEN = (Payment.State.STARTED, Payment.State.FAILED)


def begin(purchase: Purchase, *, back: str) -> str | None:
    """Where the shopper goes to pay what is to be paid by card, None when nothing is. Called after the commit of `place`, as often as
    she likes: it goes on with the attempt that is open, or makes a new one when the last was refused. Raises Unreachable."""
    collection = purchase.collections.filter(method=Method.CARD, state=Collection.State.DUE).first()
    if collection is None:
        return None
    amount = sum(part.amount for part in collection.parts.all())
    # An order was cancelled since: what is open asks for too much.
    for payment in collection.payments.filter(state=Payment.State.STARTED).exclude(amount=amount):
        act_on(payment, named(payment.provider).close(payment.reference))
    refused = collection.payments.filter(state=Payment.State.FAILED).count()
    started = named(settings.CARD_PROVIDER).start(
        key=f"{purchase.key}-{collection.number}-{refused}",
        amount=amount,
        currency=collection.currency,
        words=_("Order %(reference)s") % {"reference": purchase.reference},
        language=purchase.language,
        back=back,
        minutes=SESSION_MINUTES,
    )
    Payment.objects.get_or_create(
        provider=settings.CARD_PROVIDER,
        reference=started.reference,
        defaults={
            "collection": collection,
            "amount": amount,
            "currency": collection.currency,
            "state": Payment.State.STARTED,
        },
    )
    return started.url


def hear(provider: str, notice_id: str, reference: str) -> None:
    """Act on a notice, once. One that could not be acted on is not forgotten: it comes again, or the timetable asks."""
    notice, _made = Notice.objects.get_or_create(
        provider=provider, notice_id=notice_id, defaults={"reference": reference}
    )
    if notice.settled_at is None:
        settle(provider, reference)
        Notice.objects.filter(pk=notice.pk, settled_at=None).update(settled_at=timezone.now())


def settle(provider: str, reference: str) -> None:
    """Ask the provider what became of an attempt, and act on it. Raises Unreachable."""
    payment = Payment.objects.filter(provider=provider, reference=reference).select_related("collection").first()
    if payment is None:
        raise Unreachable(f"no payment of ours is called {reference}")
    act_on(payment, named(provider).fetch(reference))


def act_on(payment: Payment, found: Found) -> None:
    if found.state == "paid":
        with transaction.atomic():
            _received(payment, found)
    elif found.state in ("refused", "closed"):
        rows = Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED)
        with transaction.atomic():
            # A session that is merely closed was given up by ourselves, or by her: no news to anybody.
            if rows.update(state=Payment.State.FAILED) and found.state == "refused":
                telling.settled(payment)


def _received(payment: Payment, found: Found) -> None:
    payment.collection.hold_orders()
    payment.amount, payment.currency = found.amount, found.currency
    rows = Payment.objects.filter(pk=payment.pk, state__in=OPEN)
    if rows.update(state=Payment.State.CAPTURED, amount=found.amount, currency=found.currency):
        fill(payment, side=Side.SHOPPER, actor=None)


def look_after() -> None:
    """Ask again about attempts whose notice never came. Run by the timetable."""
    ask_again(Payment.objects.order_by("pk"))


def ask_again(payments: QuerySet[Payment]) -> None:
    """About those of them that are under way; one that cannot be reached waits for the next time."""
    for payment in payments.filter(state=Payment.State.STARTED).select_related("collection"):
        try:
            act_on(payment, named(payment.provider).fetch(payment.reference))
        except Unreachable:
            continue
