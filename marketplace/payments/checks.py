from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def check_no_sandbox_where_people_buy(app_configs, **kwargs):
    """Whoever reaches it could have anything for nothing."""
    if settings.IS_LOOPBACK or settings.CARD_PROVIDER != "sandbox":
        return []
    return [
        Error(
            "The sandbox takes no money, and this origin is not your own machine.",
            hint="Name another CARD_PROVIDER, or leave it empty.",
            id="payments.E001",
        )
    ]
