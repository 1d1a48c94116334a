"""Card payments: beginning one, and acting on what the provider says of it. A notice is only a signal: the provider is asked again.

Whatever comes twice, late, in another order or in another amount is safe: a payment is captured once, late or different money is kept
and flagged for a person, and never pays what it does not match.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from marketplace.orders.fulfilment import Side
from marketplace.orders.models import Purchase
from marketplace.payments import sending, telling
from marketplace.payments.asking import asked
from marketplace.payments.filling import fill
from marketplace.payments.models import Collection, Method, Notice, Payment, Refund
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Found, Unreachable

# What has ended unpaid, and can be paid all the same by a bank that is slow to say so.
ENDED = (Payment.State.FAILED, Payment.State.CLOSED)
OPEN = (Payment.State.STARTED, *ENDED)


def begin(purchase: Purchase, *, back: str) -> str | None:
    """Where the shopper goes to pay what is to be paid by card, None when nothing is. Called after the commit of `place`, as often as
    she likes: it goes on with the attempt that is open, or makes a new one when the last was refused. Raises Unreachable."""
    with override(purchase.language):
        due = purchase.collections.filter(method=Method.CARD, state=Collection.State.DUE)
        collection = due.first()
        if collection is None or not settings.CARD_PROVIDER:
            return None
        amount = sum(part.amount for part in collection.parts.all())
        is_over, url = _go_on(collection, amount)
        if not is_over:
            return url
        # What was open may have been paid a moment ago.
        return _start(collection, amount, back) if due.exists() else None


def _go_on(collection: Collection, amount: int) -> tuple[bool, str | None]:
    """Whether every earlier attempt has ended, else where she goes on with it: None to wait for what her bank says."""
    for payment in collection.payments.filter(state=Payment.State.STARTED).select_related("collection"):
        provider = named(payment.provider)
        if (payment.provider, payment.amount) == (settings.CARD_PROVIDER, amount) and (
            url := provider.go_on(payment.reference)
        ):
            return False, url
        # It has ended; or asks for another amount, since an order was cancelled; or is at a provider we have left.
        found = provider.close(payment.reference)
        act_on(payment, found)
        if found.state == "open":
            return False, None
    return True, None


def _start(collection: Collection, amount: int, back: str) -> str:
    ended = collection.payments.filter(state__in=ENDED).count()
    key = f"{collection.purchase.key}-{collection.number}-{ended}"
    started = named(settings.CARD_PROVIDER).start(asked(collection, amount, key=key, back=back))
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
    """Ask the provider what became of an attempt or of a refund, and act on it. Raises Unreachable."""
    payment = Payment.objects.filter(provider=provider, reference=reference).select_related("collection").first()
    if payment is not None:
        act_on(payment, named(provider).fetch(reference))
        return
    refund = Refund.objects.known_as(reference).select_related("order__purchase").first()
    if refund is None:
        raise Unreachable(f"nothing of ours is called {reference}")
    sending.ask(refund)


def act_on(payment: Payment, found: Found) -> None:
    if found.state == "paid":
        with transaction.atomic():
            _received(payment, found)
    elif found.state in ("refused", "closed"):
        rows = Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED)
        # A session that is merely closed was given up by ourselves, or by her: no news to anybody.
        is_news = found.state == "refused"
        with transaction.atomic():
            if rows.update(state=Payment.State.FAILED if is_news else Payment.State.CLOSED) and is_news:
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
