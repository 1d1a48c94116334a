from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"

    def ready(self):
        # Models are there only now.
        from catalogue import own_rows, receivers
        from marketplace.accounts import personal

        receivers.connect()
        personal.hold(own_rows.HOLDER)
