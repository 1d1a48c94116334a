from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"

    def ready(self):
        # Models are there only now.
        from catalogue import receivers

        receivers.connect()
