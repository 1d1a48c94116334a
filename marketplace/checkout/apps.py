from django.apps import AppConfig
from django.db.models.signals import post_migrate

from marketplace import timetable


class CheckoutConfig(AppConfig):
    name = "marketplace.checkout"
    label = "checkout"

    def ready(self):
        # Models are there only now.
        from marketplace.accounts import personal
        from marketplace.checkout import accepting, carts, expiry, own_rows, proving, terms
        from marketplace.orders import erasing

        personal.hold(own_rows.HOLDER)
        erasing.contribute(own_rows.PART)
        timetable.every(60, "checkout.expire", expiry.expire)
        timetable.every(86_400, "checkout.prune", proving.prune)
        post_migrate.connect(terms.laid_down.forget, sender=self, dispatch_uid="terms forgotten")
        post_migrate.connect(carts.forget, sender=self, dispatch_uid="countries forgotten")
        post_migrate.connect(accepting.forget, sender=self, dispatch_uid="conditions forgotten")
