from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "marketplace.messaging"
    label = "messaging"

    def ready(self):
        # Imported for its registration.
        from marketplace.messaging import checks  # noqa: F401
