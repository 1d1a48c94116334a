"""What carries messages. E-mail: Django's backends, or the outbox. Text: the class that TEXT_SENDER names."""

from typing import Protocol

from django.core.mail.backends.base import BaseEmailBackend

from marketplace.messaging import outbox
from marketplace.messaging.sending import SECRET_HEADER


class TextSender(Protocol):
    """A gateway: copy `OutboxTextSender`, take its keys from the environment, raise when the gateway refuses or does
    not answer within a minute: what is claimed for longer than `delivering.LEASE`, another worker sends too."""

    def send(self, *, to: str, language: str, body: str, secret: bool) -> None: ...


class OutboxTextSender:
    def send(self, *, to, language, body, secret):
        outbox.write(kind="text", to=to, language=language, body=body, secret=secret)


class OutboxEmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages:
            outbox.write(
                kind="email",
                to=", ".join(message.recipients()),
                language=message.extra_headers.get("Content-Language", ""),
                subject=str(message.subject),
                body=str(message.body),
                secret=SECRET_HEADER in message.extra_headers,
            )
        return len(email_messages)
