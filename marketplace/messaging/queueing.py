"""Writing a message to somebody: the row, and the task that sends it, in the transaction that is the reason for it."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from marketplace.messaging import tasks, texts
from marketplace.messaging.models import Message

Channel, State = Message.Channel, Message.State
# A new message has a task of its own: the sweep is for those whose task is gone.
GRACE = timedelta(minutes=1)


def enqueue(
    kind: str,
    subject: tuple[str, int],
    *,
    language: str,
    email: str = "",
    phone: str = "",
    words: Mapping[str, str],
    brief: Mapping[str, str] | None = None,
) -> None:
    """Tell whoever has this address, this number or both. `kind` names a file of `texts/`; `brief` is what a text message says in place
    of some of the `words`. Two statements; said again of the same subject to the same address, nothing is written."""
    said = texts.filled(kind, language, words, brief or {})
    rows = []
    if email:
        rows.append(Message(channel=Channel.EMAIL, to=email, title=said.title, body=said.email))
    if phone:
        rows.append(Message(channel=Channel.TEXT, to=phone, body=said.text))
    for row in rows:
        row.kind, (row.subject_kind, row.subject_id), row.language = kind, subject, language
    if rows:
        with transaction.atomic(savepoint=False):
            Message.objects.bulk_create(rows, ignore_conflicts=True)
            tasks.deliver.enqueue(kind, *subject)


def sweep() -> None:
    """Run by the timetable: what failed is tried again, and what a killed worker left. Sending takes long, so that is a task's work."""
    waits = DBTaskResult.objects.ready().filter(task_path=tasks.deliver_due.module_path)
    if Message.objects.due(timezone.now() - GRACE).exists() and not waits.exists():
        tasks.deliver_due.enqueue()


def again(message: Message) -> bool:
    """A person has it tried again now; false when it was sent meanwhile."""
    rows = Message.objects.filter(pk=message.pk, state__in=[State.GIVEN_UP, State.FAILED])
    with transaction.atomic():
        if not rows.update(state=State.WAITING, attempts=0, due_at=timezone.now()):
            return False
        tasks.deliver.enqueue(message.kind, message.subject_kind, message.subject_id)
        return True
