from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from marketplace.payments.models import Payment, SandboxRefund, SandboxSession
from marketplace.payments.providers.protocol import Asked, Cleared, Found, Given, Start, Unreachable
from marketplace.payments.providers.sandbox import signing

State = SandboxSession.State


class Sandbox:
    name = "sandbox"
    origins = ()

    def start(self, asked: Asked) -> Start:
        wanted = {
            "reference": f"sandbox_{get_random_string(24)}",
            "amount": asked.amount,
            "currency": asked.currency,
            "words": asked.words,
            "back": asked.back,
            "expires_at": timezone.now() + timedelta(minutes=asked.minutes),
        }
        session, _made = SandboxSession.objects.get_or_create(key=asked.key, defaults=wanted)
        with translation.override(asked.language):
            return Start(session.reference, _page(session))

    def go_on(self, reference: str) -> str | None:
        session = _session(reference)
        is_open = session.state == State.OPEN and session.expires_at > timezone.now()
        return _page(session) if is_open else None

    def read_notice(self, request):
        return signing.read(request.headers.get(signing.HEADER, ""), request.body)

    def fetch(self, reference):
        session = _session(reference)
        now = timezone.now()
        if session.state == State.PAID or (session.state == State.SLOW and session.pays_at <= now):
            return Found("paid", session.amount, session.currency)
        if session.state == State.REFUSED:
            return Found("refused")
        if session.state == State.CLOSED or session.expires_at <= now:
            return Found("closed")
        return Found("open")

    def close(self, reference):
        SandboxSession.objects.filter(reference=reference, state=State.OPEN).update(state=State.CLOSED)
        return self.fetch(reference)

    def refund(self, payment: Payment, *, key: str, amount: int, reference: str = "") -> Given:
        session = _session(payment.reference)
        given = session.refunds.exclude(key=key).aggregate(total=Sum("amount"))["total"] or 0
        if given + amount > session.amount:
            return Given("failed", why=f"{amount} is more than is left of {session.reference}")
        try:
            with transaction.atomic():
                SandboxRefund.objects.create(session=session, key=key, amount=amount)
        except IntegrityError:
            # Asked a second time: it was given back the first time.
            pass
        return Given("done", key)

    def cleared(self, payment: Payment) -> list[Cleared]:
        """It has no account, and takes nothing."""
        return []

    def cleared_refund(self, payment: Payment, reference: str) -> list[Cleared]:
        return []


def _page(session: SandboxSession) -> str:
    return settings.PUBLIC_ORIGIN + reverse("payments:sandbox", args=[session.reference])


def _session(reference: str) -> SandboxSession:
    try:
        return SandboxSession.objects.get(reference=reference)
    except SandboxSession.DoesNotExist:
        raise Unreachable(f"the sandbox knows no {reference}") from None
