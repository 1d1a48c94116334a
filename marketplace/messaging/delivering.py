"""Sending what is queued: each message once, and none forgotten.

1. A worker claims a message by a conditional update: of two, one sends it. The claim holds for `LEASE`, longer than any conversation
   with a server takes, and counts as an attempt.
2. It sends, outside any transaction, and writes down what came of it.
3. What failed waits longer and longer, a day in all, and is then given up: the outbox page shows it, and a person may send it again.

A worker that is killed between the server's "accepted" and our writing it down leaves a message of which nobody knows whether it went.
It is sent again when the claim has run out: an order that its vendor never hears of is worse than one she hears of twice. The second
e-mail carries the first one's Message-ID, by which servers and mail programs drop the double.
"""

import logging
import smtplib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from marketplace.messaging import outbox
from marketplace.messaging.layout import as_html
from marketplace.messaging.models import Message
from marketplace.messaging.sending import send_email, send_text

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
# How long a message waits after each failure: a day in all.
DELAYS = [timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360, 900)]
BATCH = 50
# Messages hold names and addresses; by then nobody asks any more whether one went.
KEEP = timedelta(days=90)
State, Channel = Message.State, Message.Channel


def deliver_about(kind: str, subject: tuple[str, int]) -> int:
    """What `enqueue` has just written; returns how many were sent."""
    rows = Message.objects.filter(kind=kind, subject_kind=subject[0], subject_id=subject[1])
    return _deliver(rows)


def deliver_due() -> int:
    """Whatever is due, the longest waiting first."""
    return _deliver(Message.objects.order_by("due_at"))


def prune() -> None:
    Message.objects.filter(created_at__lt=timezone.now() - KEEP).delete()


def forget(*addresses: str) -> int:
    """Delete what was written to somebody who wants to be forgotten; files of the outbox once the transaction is through."""
    known = {address for address in addresses if address}
    transaction.on_commit(lambda: outbox.forget(known))
    return Message.objects.filter(to__in=known).delete()[0]


def _deliver(rows) -> int:
    """A server that fails is left alone for the rest of the batch: each try may cost its whole timeout."""
    sent, troubled = 0, set()
    for pk, channel in list(rows.due(timezone.now()).values_list("pk", "channel")[:BATCH]):
        if channel in troubled or not (message := _claimed(pk)):
            continue
        if _tried(message):
            sent += 1
        else:
            troubled.add(channel)
    return sent


def _claimed(pk: int) -> Message | None:
    now = timezone.now()
    rows = Message.objects.due(now).filter(pk=pk)
    if not rows.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Message.objects.get(pk=pk)


def _tried(message: Message) -> bool:
    try:
        _send(message)
    except Exception as error:  # A gateway raises what it likes.
        logger.warning("Message %s was not sent", message.pk, exc_info=True)
        _write(message, **_after(error, message.attempts))
        return False
    _write(message, state=State.SENT, sent_at=timezone.now(), last_error="")
    return True


def _send(message: Message) -> None:
    if message.channel == Channel.TEXT:
        send_text(to=message.to, language=message.language, body=message.body)
        return
    send_email(
        to=message.to,
        language=message.language,
        subject=message.title,
        body=message.body,
        html=as_html(message),
        reference=f"message-{message.pk}",
    )


def _after(error: Exception, attempts: int) -> dict[str, object]:
    told = f"{type(error).__name__}: {error}"[:500]
    if attempts > len(DELAYS) or _is_final(error):
        return {"state": State.GIVEN_UP, "last_error": told}
    return {"state": State.FAILED, "last_error": told, "due_at": timezone.now() + DELAYS[attempts - 1]}


def _is_final(error: Exception) -> bool:
    """The server knows that there is no such address."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _said in error.recipients.values())


def _write(message: Message, **fields) -> None:
    """Unless the claim ran out and another worker has it now: what became of it is hers to say."""
    Message.objects.filter(pk=message.pk, attempts=message.attempts, state__in=Message.OPEN).update(**fields)
