from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "vendors"

    def ready(self):
        # Models are there only now.
        from marketplace.accounts import personal
        from vendors import own_rows

        personal.hold(own_rows.HOLDER)
