"""What would make a shop lose sales or money, found before it opens."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from marketplace.payments.providers import NAMES


@register
def check_provider_exists(app_configs, **kwargs):
    if settings.CARD_PROVIDER in ("", *NAMES):
        return []
    return [Error(f"CARD_PROVIDER={settings.CARD_PROVIDER} is none of {', '.join(NAMES)}.", id="payments.E003")]


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


@register(Tags.security, deploy=True)
def check_stripe_is_whole(app_configs, **kwargs):
    """Without its key nobody can pay; without its webhook's secret, what was paid is found minutes later."""
    if settings.CARD_PROVIDER != "stripe":
        return []
    found = []
    if not settings.STRIPE_SECRET_KEY.startswith(("sk_", "rk_")):
        found.append(Error("STRIPE_SECRET_KEY is no secret key of Stripe: sk_… or rk_….", id="payments.E002"))
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not secrets or not all(secret.startswith("whsec_") for secret in secrets):
        hint = "It is beside the webhook's address, in Stripe's dashboard."
        words = "STRIPE_WEBHOOK_SECRETS has no signing secret of Stripe: whsec_…."
        found.append(Error(words, hint=hint, id="payments.E002"))
    return found


@register(Tags.security, deploy=True)
def check_stripe_takes_money_where_people_buy(app_configs, **kwargs):
    """In its test mode, or when somebody else answers for it, whoever buys has anything for nothing."""
    if settings.IS_LOOPBACK or settings.CARD_PROVIDER != "stripe":
        return []
    found = []
    if settings.STRIPE_SECRET_KEY.startswith(("sk_test_", "rk_test_")):
        words = "Stripe's test mode takes no money, and this origin is not your own machine."
        found.append(Error(words, hint="STRIPE_SECRET_KEY must be sk_live_….", id="payments.E001"))
    if settings.STRIPE_API_BASE:
        found.append(Error("STRIPE_API_BASE is for tests: who answers there says what is paid.", id="payments.E001"))
    return found
