"""How often one visitor may write to the shop, or try to find a purchase.

The counts live in the `default` cache, which all workers share.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600
REPORTS_AN_HOUR = 5
FINDS_AN_HOUR = 10
DIGITS_AN_HOUR = 5


def may_report(request) -> bool:
    return _may("report", request, REPORTS_AN_HOUR)


def may_find(request) -> bool:
    """A purchase by its reference: eight thousand million of them, so ten tries an hour find nobody's."""
    return _may("find", request, FINDS_AN_HOUR)


def may_ask_for_address(purchase) -> bool:
    """Counted for the purchase, from wherever it is tried: four digits are ten thousand."""
    return _may_once_more(f"digits:{purchase.pk}", DIGITS_AN_HOUR)


def _may(what: str, request, most: int) -> bool:
    return _may_once_more(f"{what}:{get_adapter(request).get_client_ip(request)}", most)


def _may_once_more(key: str, most: int) -> bool:
    """Counts this try. Two at the same instant may count as one: a few more do no harm."""
    now = time.time()
    recent = [at for at in cache.get(key, []) if at > now - HOUR]
    if len(recent) >= most:
        return False
    cache.set(key, [*recent, now], HOUR)
    return True
