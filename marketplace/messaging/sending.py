"""The two ways to write to somebody at once. Call them after the transaction that made the news: a server is slow. What need not be read
this very minute is queued (`messaging.enqueue`)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

SECRET_HEADER = "X-Maarad-Secret"


def send_email(*, to, language, subject, body, html="", reference="", secret=False):
    """`secret` marks a message that opens an account: where messages can be read by staff, its words are hidden. `reference` names a
    message: sent twice by accident, it is known as one."""
    headers = {"Content-Language": language, "Auto-Submitted": "auto-generated"}
    if secret:
        headers[SECRET_HEADER] = "yes"
    if reference:
        headers["Message-ID"] = f"<{reference}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}>"
    letter = EmailMultiAlternatives(subject=" ".join(subject.split()), body=body, to=[to], headers=headers)
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()


def send_text(*, to, language, body, secret=False):
    """`to` is a number in E.164."""
    import_string(settings.TEXT_SENDER)().send(to=to, language=language, body=body, secret=secret)
