"""How often one visitor may write to the shop. The counts live in the `default` cache, which all workers share."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600
REPORTS_AN_HOUR = 5


def may_report(request) -> bool:
    """Counts this try. Two at the same instant may count as one: a few reports more do no harm."""
    key = f"report:{get_adapter(request).get_client_ip(request)}"
    now = time.time()
    recent = [at for at in cache.get(key, []) if at > now - HOUR]
    if len(recent) >= REPORTS_AN_HOUR:
        return False
    cache.set(key, [*recent, now], HOUR)
    return True
