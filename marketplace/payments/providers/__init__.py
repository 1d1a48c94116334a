"""Who carries card payments: one folder each, all alike. To add one, copy the nearest and name it in CARD_PROVIDER.

What is asked of one is in `protocol`; nothing outside its folder knows how it does it. All are always here: what was paid by one that
takes no new payments is still looked after, and given back, by it. None imports its library before it is asked something.
"""

from django.conf import settings

from marketplace.payments.providers.protocol import Provider
from marketplace.payments.providers.sandbox.provider import Sandbox
from marketplace.payments.providers.stripe.provider import Stripe

_providers: dict[str, Provider] = {provider.name: provider for provider in (Sandbox(), Stripe())}
NAMES = tuple(_providers)


def named(name: str) -> Provider:
    """Raises KeyError for a provider there is not."""
    return _providers[name]


def origins() -> tuple[str, ...]:
    """Where else than to ourselves a browser is sent to pay."""
    return _providers[settings.CARD_PROVIDER].origins if settings.CARD_PROVIDER else ()
