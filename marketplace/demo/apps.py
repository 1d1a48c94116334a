from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "marketplace.demo"
    label = "demo"

    def ready(self):
        # Registers itself; it reads models, which are not there before.
        from marketplace.demo import checks  # noqa: F401
