from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def check_messages_are_sent(app_configs, **kwargs):
    """On an origin that people reach, a message in the outbox is a message nobody gets."""
    if settings.IS_LOOPBACK:
        return []
    found = []
    if settings.EMAIL_BACKEND == "marketplace.messaging.backends.OutboxEmailBackend":
        found.append(Warning("E-mail goes to var/outbox/ only. Set EMAIL_URL.", id="messaging.W001"))
    if settings.TEXT_SENDER == "marketplace.messaging.backends.OutboxTextSender":
        found.append(Warning("Text messages go to var/outbox/ only. Set TEXT_SENDER.", id="messaging.W002"))
    return found
