from django.apps import AppConfig

from marketplace import timetable


class CheckoutConfig(AppConfig):
    name = "marketplace.checkout"
    label = "checkout"

    def ready(self):
        from marketplace.checkout.expiry import expire  # models are there only now

        timetable.every(60, "unpaid purchases", expire)
