"""How often one visitor may write to the shop, or try to find a purchase.

The counts live in the `default` cache, which all workers share.
"""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600
REPORTS_AN_HOUR = 5
# Wrong tries. From one address for one reference, and for one telephone; for one reference from anywhere.
FINDS_AN_HOUR = 10
FINDS_FROM_ANYWHERE = 50
DIGITS_AN_HOUR = 5


def may_report(request) -> bool:
    return _may("report", request, REPORTS_AN_HOUR)


class Finding:
    """Somebody's try to find a purchase by its reference and its telephone. Whoever knows one of them must not guess the other; of
    both at once there is nothing to guess. So it is counted for what is tried, not for the address alone: behind the one address of
    an operator, one person's wrong tries are not another's."""

    def __init__(self, request, *, reference: str, phone: str):
        where = _address(request)
        self.limits = {
            _key("find", where, "reference", reference): FINDS_AN_HOUR,
            _key("find", where, "phone", phone): FINDS_AN_HOUR,
            _key("find", "reference", reference): FINDS_FROM_ANYWHERE,
        }

    @property
    def is_allowed(self) -> bool:
        return all(_has_tries_left(key, most) for key, most in self.limits.items())

    def missed(self) -> None:
        for key in self.limits:
            _count(key)


def may_ask_for_address(purchase) -> bool:
    """Wrong tries are counted for the purchase, from wherever they are made: four digits are ten thousand."""
    return _has_tries_left(f"digits:{purchase.pk}", DIGITS_AN_HOUR)


def missed_address(purchase) -> None:
    _count(f"digits:{purchase.pk}")


def _may(what: str, request, most: int) -> bool:
    """Counts this one, too."""
    key = f"{what}:{_address(request)}"
    if not _has_tries_left(key, most):
        return False
    _count(key)
    return True


def _address(request) -> str:
    return get_adapter(request).get_client_ip(request)


def _key(*words: str) -> str:
    """No telephone stands in the cache."""
    return hashlib.sha256("|".join(words).encode()).hexdigest()


def _has_tries_left(key: str, most: int) -> bool:
    return len(_recent(key)) < most


def _count(key: str) -> None:
    """Two at the same instant may count as one: a few more do no harm."""
    cache.set(key, [*_recent(key), time.time()], HOUR)


def _recent(key: str) -> list[float]:
    return [at for at in cache.get(key, []) if at > time.time() - HOUR]
