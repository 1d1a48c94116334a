from django.apps import AppConfig

from marketplace import timetable


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self):
        # Models are there only now.
        from marketplace.messaging import links, texts
        from marketplace.storefront import hundred, legal, tracking_addresses

        texts.know("centre_phone", legal.centre_phone)
        texts.know("bank_account", lambda language: legal.fact("bank_account", language))
        links.lead("purchase", tracking_addresses.short_link_path)
        timetable.every(3600, "storefront.shares", hundred.remember)
