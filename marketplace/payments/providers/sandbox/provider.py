from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from marketplace.payments.models import Payment, Refund, SandboxRefund, SandboxSession
from marketplace.payments.providers.protocol import Found, Start, Unreachable
from marketplace.payments.providers.sandbox import signing

State = SandboxSession.State


class Sandbox:
    name = "sandbox"

    def start(self, *, key, amount, currency, words, language, back, minutes):
        wanted = {
            "reference": f"sandbox_{get_random_string(24)}",
            "amount": amount,
            "currency": currency,
            "words": words,
            "back": back,
            "expires_at": timezone.now() + timedelta(minutes=minutes),
        }
        session, _made = SandboxSession.objects.get_or_create(key=key, defaults=wanted)
        with translation.override(language):
            return Start(
                session.reference, settings.PUBLIC_ORIGIN + reverse("payments:sandbox", args=[session.reference])
            )

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

    def refund(self, payment: Payment, refund: Refund) -> str:
        session = _session(payment.reference)
        key = f"refund-{refund.pk}"
        given = session.refunds.exclude(key=key).aggregate(total=Sum("amount"))["total"] or 0
        if given + refund.amount > session.amount:
            raise Unreachable(f"{refund.amount} is more than is left of {session.reference}")
        try:
            with transaction.atomic():
                SandboxRefund.objects.create(session=session, key=key, amount=refund.amount)
        except IntegrityError:
            # Asked a second time: it was given back the first time.
            pass
        return key


def _session(reference: str) -> SandboxSession:
    try:
        return SandboxSession.objects.get(reference=reference)
    except SandboxSession.DoesNotExist:
        raise Unreachable(f"the sandbox knows no {reference}") from None
