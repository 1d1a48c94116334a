import urllib.request

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from marketplace.payments.models import SandboxSession
from marketplace.payments.providers.sandbox import signing


@task
def send_notice(notice_id: str, reference: str) -> None:
    """Over HTTP, as a provider would; what fails is tried again by the queue."""
    body, signature = signing.signed(notice_id, reference)
    address = settings.PUBLIC_ORIGIN + reverse("payment_notice", args=["sandbox"])
    headers = {signing.HEADER: signature, "Content-Type": "application/json"}
    # The address is the shop's own.
    request = urllib.request.Request(address, data=body, headers=headers, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass


def tell_of_slow_ones() -> None:
    """What a slow bank has paid meanwhile. Told until the timetable has told it: a notice twice is nothing new."""
    due = SandboxSession.objects.filter(state=SandboxSession.State.SLOW, pays_at__lte=timezone.now())
    for reference in due.values_list("reference", flat=True):
        send_notice.enqueue(f"slow-{reference}", reference)
    due.update(state=SandboxSession.State.PAID)
