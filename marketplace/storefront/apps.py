from django.apps import AppConfig
from django.db.models.signals import post_migrate

from marketplace import timetable


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self):
        # Models are there only now.
        from marketplace.messaging import links, texts
        from marketplace.storefront import home_places, hundred, legal, tracking_addresses

        texts.know("centre_phone", legal.centre_phone)
        texts.know("bank_account", lambda language: legal.fact("bank_account", language))
        links.lead("purchase", tracking_addresses.short_link_path)
        timetable.every(3600, "storefront.shares", hundred.remember)
        post_migrate.connect(home_places.counts.forget, sender=self, dispatch_uid="pieces of places forgotten")
