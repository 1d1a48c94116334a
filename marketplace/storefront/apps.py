from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self):
        # Models are there only now.
        from marketplace.messaging import texts
        from marketplace.storefront import legal

        texts.know("centre_phone", legal.centre_phone)
