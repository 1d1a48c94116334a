"""A transfer whose time is nearly over: the shopper is warned once, while her bank can still do it. Run by the timetable."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from marketplace.messaging.models import Message
from marketplace.orders.models import Deadlines
from marketplace.payments import telling
from marketplace.payments.models import Collection, Method, Payment

TOLD = "shopper-transfer-ending"


def transfers_ending() -> QuerySet[Collection]:
    """Those awaited whose time ends within the hours that the centre has set."""
    until = timezone.now() + timedelta(hours=Deadlines.load().transfer_warning_hours)
    return Collection.objects.filter(method=Method.BANK_TRANSFER, state=Collection.State.DUE, due_at__lte=until)


def warn() -> int:
    """Returns how many. That a message was written is what says that she was warned; whom no message can reach is left alone, and who
    has sent money that a person looks at."""
    told = Message.objects.filter(kind=TOLD, subject_kind="collection").values("subject_id")
    looked_at = Payment.objects.filter(state=Payment.State.FLAGGED).values("collection")
    reachable = transfers_ending().filter(purchase__anonymised_at=None).exclude(purchase__email="", purchase__phone="")
    found = list(reachable.filter(due_at__gt=timezone.now()).exclude(pk__in=told).exclude(pk__in=looked_at))
    for collection in found:
        telling.ending(collection)
    return len(found)
