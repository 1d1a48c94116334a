from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "marketplace.office"
    label = "office"

    def ready(self):
        # Checks register themselves, and read settings that are whole only now.
        from marketplace.office import checks  # noqa: F401
