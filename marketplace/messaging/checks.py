from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.utils.module_loading import import_string


@register()
def check_gateway_exists(app_configs, **kwargs):
    """Else the first who asks for a code finds out."""
    try:
        sender = import_string(settings.TEXT_SENDER)
    except ImportError as missing:
        reason = str(missing)
    else:
        if callable(getattr(sender, "send", None)):
            return []
        reason = "it has no `send`"
    return [Error(f"TEXT_SENDER={settings.TEXT_SENDER} is no gateway: {reason}.", id="messaging.E001")]


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
