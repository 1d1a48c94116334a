import smtplib
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from marketplace.messaging import delivering, queueing
from marketplace.messaging.models import Message

pytestmark = pytest.mark.django_db
WORDS = {
    "ref": "K7M4QX2",
    "amount": "1 850 DH",
    "method": "Carte",
    "name": "Salma",
    "link": "http://127.0.0.1:8000/s/K7M4QX2RTW",
}
EMAIL, PHONE = "salma@example.org", "+212612345678"


class Gateway:
    """A gateway that refuses as often as it is told to."""

    sent: list = []
    troubles: list = []

    def send(self, **message):
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(message)


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.TEXT_SENDER = f"{__name__}.Gateway"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Gateway.sent, Gateway.troubles = [], []
    return Gateway


def tell(pk=1, **to):
    queueing.enqueue("shopper-paid", ("payment", pk), language="fr", words=WORDS, **(to or {"phone": PHONE}))


def states():
    return list(Message.objects.order_by("pk").values_list("state", "attempts"))


def test_enqueue_writes_a_row_for_each_address_in_two_statements(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2):
        tell(email=EMAIL, phone=PHONE)
    email, text = Message.objects.order_by("channel")
    assert (email.to, email.title, text.to, text.title) == (EMAIL, "Paiement reçu pour K7M4QX2", PHONE, "")
    assert text.body == (
        "Maarad: paiement de 1 850 DH bien arrivé pour K7M4QX2. Les ateliers préparent la suite. 127.0.0.1:8000/s/K7M4QX2RTW"
    )


def test_enqueue_twice_is_sent_once(run_tasks, gateway):
    tell()
    tell()
    run_tasks()
    tell()
    run_tasks()
    assert (len(gateway.sent), states()) == (1, [("sent", 1)])


def test_enqueue_rolled_back_leaves_neither_row_nor_task():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell()
        raise ZeroDivisionError
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_enqueue_without_an_address_writes_nothing():
    tell(email="", phone="")
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_deliver_email_carries_html_text_and_the_messages_own_id(run_tasks, mailoutbox):
    tell(email=EMAIL)
    run_tasks()
    [letter] = mailoutbox
    message = Message.objects.get()
    assert (letter.to, letter.subject, letter.body) == ([EMAIL], message.title, message.body)
    assert letter.extra_headers["Message-ID"] == f"<message-{message.pk}@127.0.0.1>"
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="fr" dir="ltr">' in html
    assert '<a href="http://127.0.0.1:8000/s/K7M4QX2RTW"' in html
    assert message.sent_at is not None


def test_deliver_what_another_worker_has_claimed_is_left_to_it(gateway):
    tell()
    assert delivering._claimed(Message.objects.get().pk)
    assert delivering.deliver_about("shopper-paid", ("payment", 1)) == 0
    assert gateway.sent == []


def test_deliver_what_a_killed_worker_left_is_sent_when_its_claim_has_run_out(run_tasks, gateway):
    tell()
    delivering._claimed(Message.objects.get().pk)
    queueing.sweep()
    run_tasks()
    assert gateway.sent == []
    Message.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    queueing.sweep()
    run_tasks()
    assert (len(gateway.sent), states()) == (1, [("sent", 2)])


def test_deliver_outcome_of_a_claim_that_ran_out_is_not_written_over_the_next_ones():
    tell()
    stale = delivering._claimed(Message.objects.get().pk)
    Message.objects.update(due_at=timezone.now())
    assert delivering._claimed(stale.pk)
    delivering._write(stale, state=Message.State.GIVEN_UP)
    assert states() == [("waiting", 2)]


def test_deliver_after_a_failure_waits_longer_each_time_then_gives_up(gateway):
    tell()
    gateway.troubles = [ConnectionRefusedError("closed")] * 7
    waits = []
    for _try in range(7):
        Message.objects.update(due_at=timezone.now())
        before = timezone.now()
        assert delivering.deliver_due() == 0
        waits.append(round((Message.objects.get().due_at - before).total_seconds() / 60))
    assert waits[:6] == [2, 10, 30, 120, 360, 900]
    message = Message.objects.get()
    assert (message.state, message.last_error) == ("given_up", "ConnectionRefusedError: closed")
    assert delivering.deliver_due() == 0


def test_deliver_to_an_address_that_the_server_refuses_for_good_is_not_tried_again(gateway):
    tell()
    gateway.troubles = [smtplib.SMTPRecipientsRefused({PHONE: (550, b"no such user")})]
    delivering.deliver_due()
    assert states() == [("given_up", 1)]


def test_deliver_dead_server_costs_one_try_a_batch_and_nothing_is_lost(gateway, mailoutbox):
    for pk in range(4):
        tell(pk)
    tell(9, email=EMAIL)
    gateway.troubles = [ConnectionRefusedError("closed")]
    assert delivering.deliver_due() == 1
    assert states() == [("failed", 1), *[("waiting", 0)] * 3, ("sent", 1)]
    Message.objects.update(due_at=timezone.now())
    assert delivering.deliver_due() == 4
    assert (len(gateway.sent), len(mailoutbox)) == (4, 1)


def test_sweep_enqueues_one_task_however_often_it_runs():
    tell()
    DBTaskResult.objects.all().delete()
    queueing.sweep()
    assert DBTaskResult.objects.count() == 0
    Message.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    queueing.sweep()
    queueing.sweep()
    assert DBTaskResult.objects.count() == 1


def test_again_what_was_given_up_is_tried_anew(run_tasks, gateway):
    tell()
    Message.objects.update(state=Message.State.GIVEN_UP, attempts=7)
    assert queueing.again(Message.objects.get())
    run_tasks()
    assert (len(gateway.sent), states()) == (1, [("sent", 1)])
    assert not queueing.again(Message.objects.get())


def test_prune_and_forget_delete_what_is_old_and_what_is_hers():
    for pk, phone in enumerate([PHONE, PHONE, "+212600000001"]):
        tell(pk, phone=phone)
    Message.objects.filter(subject_id=0).update(created_at=timezone.now() - timedelta(days=91))
    delivering.prune()
    assert Message.objects.count() == 2
    assert delivering.forget(PHONE, "") == 1
    assert Message.objects.get().to == "+212600000001"
