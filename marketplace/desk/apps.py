from django.apps import AppConfig
from django.urls import reverse


class DeskConfig(AppConfig):
    name = "marketplace.desk"
    label = "desk"

    def ready(self):
        # Models are there only now.
        from marketplace.messaging import links

        links.lead("order-answer", lambda link: reverse("desk:answer", args=[link.code]))
        links.lead("product", lambda link: reverse("desk:change", args=[link.subject_id]))
