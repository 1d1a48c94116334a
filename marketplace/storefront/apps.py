from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self):
        # Models are there only now.
        from marketplace.messaging import links, texts
        from marketplace.storefront import legal, tracking_addresses

        texts.know("centre_phone", legal.centre_phone)
        texts.know("bank_account", lambda language: legal.fact("bank_account", language))
        links.lead("purchase", tracking_addresses.short_link_path)
