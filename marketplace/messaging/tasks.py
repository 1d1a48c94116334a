from django_tasks import task

from marketplace.messaging import delivering

# Before photographs: somebody waits for it.
SOON = 10


@task(priority=SOON)
def deliver(kind: str, subject_kind: str, subject_id: int) -> None:
    delivering.deliver_about(kind, (subject_kind, subject_id))


@task(priority=SOON)
def deliver_due() -> None:
    delivering.deliver_due()
