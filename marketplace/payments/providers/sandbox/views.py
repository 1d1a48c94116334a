"""The sandbox's own page: the shopper says what her bank does."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from catalogue.money import format_price
from marketplace.payments.models import SandboxSession
from marketplace.payments.providers.sandbox.tasks import send_notice

State = SandboxSession.State
# Longer than the shop keeps the pieces.
SLOWNESS = timedelta(minutes=20)


@never_cache
def page(request, reference):
    session = get_object_or_404(SandboxSession, reference=reference)
    if request.method == "POST":
        _act(session, request.POST.get("act"))
        return redirect(session.back)
    context = {
        "session": session,
        "amount": format_price(session.amount, session.currency, request.LANGUAGE_CODE),
        "is_open": session.state == State.OPEN and session.expires_at > timezone.now(),
    }
    return render(request, "payments/sandbox.html", context)


def _act(session, act):
    """Once: a second press, or one after the session closed, changes nothing."""
    changes = {
        "pay": {"state": State.PAID},
        "pay_twice_told": {"state": State.PAID},
        "refuse": {"state": State.REFUSED},
        "pay_late": {"state": State.SLOW, "pays_at": session.expires_at + SLOWNESS},
    }.get(act)
    rows = SandboxSession.objects.filter(pk=session.pk, state=State.OPEN, expires_at__gt=timezone.now())
    if not changes or not rows.update(**changes):
        return
    times = {"pay": 1, "pay_twice_told": 2, "refuse": 1, "pay_late": 0}[act]
    for _time in range(times):
        send_notice.enqueue(f"{act}-{session.reference}", session.reference)
