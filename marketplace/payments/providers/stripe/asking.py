"""How Stripe is asked: where, with which key, how long it may take, and what its refusals mean to us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from marketplace.payments.providers.protocol import Unreachable

if TYPE_CHECKING:
    from stripe import StripeClient

log = logging.getLogger(__name__)
# Seconds to connect, and to be answered. A shopper waits for it: with both tries again, half a minute at most.
TIMEOUT = (3, 8)
RETRIES = 2


class Refused(Exception):
    """Stripe understood, and says no: asking again is answered alike."""

    def __init__(self, words: str, code: str = "", param: str = ""):
        super().__init__(words)
        self.code, self.param = code, param


def api() -> "StripeClient":
    """Raises Unreachable without a key: payments of a shop that has given up Stripe wait until somebody puts it back."""
    if not settings.STRIPE_SECRET_KEY:
        raise Unreachable("STRIPE_SECRET_KEY is empty")
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=2)
def _client(key: str, base: str) -> "StripeClient":
    # 23 MiB a process, which a shop without it does not pay.
    import stripe

    addresses = {"api": base} if base else None
    client = stripe.RequestsClient(timeout=TIMEOUT)
    return stripe.StripeClient(key, base_addresses=addresses, max_network_retries=RETRIES, http_client=client)


@contextmanager
def asking() -> Iterator[None]:
    """Stripe's errors as ours."""
    import stripe  # as above

    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError) as error:
        if error.code == "resource_missing":
            # Of another account, or of the test mode: whoever changed the keys must hear of it.
            log.error("Stripe knows nothing of what was asked: %s", error.user_message)
            raise Unreachable(str(error)) from error
        raise Refused(str(error.user_message), error.code or "", error.param or "") from error
    except (stripe.AuthenticationError, stripe.PermissionError, stripe.IdempotencyError) as error:
        log.error("Stripe refuses our questions: %s", error.user_message)
        raise Unreachable(str(error)) from error
    except stripe.StripeError as error:
        # Not there, too busy, or out of order.
        raise Unreachable(str(error)) from error
