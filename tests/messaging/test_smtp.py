"""Real conversations with a mail server, and what becomes of a message when they go wrong."""

import email
from email import policy

import pytest
from django.utils import timezone

from marketplace.messaging import delivering, queueing
from marketplace.messaging.models import Message
from tests import smtp

pytestmark = pytest.mark.django_db
WORDS = {
    "ref": "K7M4QX2",
    "amount": "1.850 درهم",
    "method": "بطاقة",
    "name": "سلمى",
    "link": "http://127.0.0.1:8000/s/K7M4QX2RTW",
}


@pytest.fixture
def server(settings):
    with smtp.serving() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
        yield running


def tell(to="salma@example.org", pk=1):
    queueing.enqueue("shopper-paid", ("payment", pk), language="ar", email=to, words=WORDS)


def again():
    Message.objects.update(due_at=timezone.now())
    return delivering.deliver_due()


def parsed(letter):
    return email.message_from_bytes(letter[1], policy=policy.default)


def test_letter_arrives_whole_in_arabic(server):
    tell()
    assert delivering.deliver_due() == 1
    [letter] = server.letters
    read = parsed(letter)
    message = Message.objects.get()
    assert (letter[0], read["Subject"], read["Content-Language"]) == ("salma@example.org", message.title, "ar")
    assert read["Message-ID"] == f"<message-{message.pk}@127.0.0.1>"
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == message.body
    html = read.get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in html
    assert "توصلنا بمبلغ" in html
    assert message.state == "sent"


def test_server_that_refuses_for_now_gets_it_later_once(server):
    server.script = ["451 try later"]
    tell()
    assert (delivering.deliver_due(), again(), again()) == (0, 1, 0)
    assert len(server.letters) == 1


def test_server_that_knows_no_such_address_is_asked_once(server):
    tell("nobody@example.org")
    assert (delivering.deliver_due(), again()) == (0, 0)
    assert Message.objects.get().state == "given_up"


def test_server_that_is_dead_loses_nothing_and_doubles_nothing(server, settings):
    alive = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    for pk in range(3):
        tell(pk=pk)
    assert delivering.deliver_due() == 0
    settings.EMAIL_PORT = alive
    assert (again(), again()) == (3, 0)
    assert len(server.letters) == len({parsed(letter)["Message-ID"] for letter in server.letters}) == 3


def test_letter_of_which_nobody_knows_goes_again_under_the_same_name(server):
    """The server took it and hung up before it could say so: a double is known as one by its Message-ID."""
    server.script = [None]
    tell()
    assert (delivering.deliver_due(), again()) == (0, 1)
    assert len(server.letters) == 2
    assert len({parsed(letter)["Message-ID"] for letter in server.letters}) == 1
