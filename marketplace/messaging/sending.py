"""The two ways to write to somebody. Call them after the transaction that made the news: a gateway is slow."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

SECRET_HEADER = "X-Maarad-Secret"


def send_email(*, to, language, subject, body, secret=False):
    """`secret` marks a message that opens an account: where messages can be read by staff, its words are hidden."""
    headers = {"Content-Language": language, "Auto-Submitted": "auto-generated"}
    if secret:
        headers[SECRET_HEADER] = "yes"
    EmailMessage(subject=" ".join(subject.split()), body=body, to=[to], headers=headers).send()


def send_text(*, to, language, body, secret=False):
    """`to` is a number in E.164."""
    import_string(settings.TEXT_SENDER)().send(to=to, language=language, body=body, secret=secret)
