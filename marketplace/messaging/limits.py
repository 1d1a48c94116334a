"""How many codes that do not exist one visitor may try. Those who open a link of theirs are neither counted nor refused: a whole town
reaches us from one address of its operator, and it is the length of the codes that keeps them from being guessed. The counts live in
the `default` cache, which all workers share."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600
MISSES_AN_HOUR = 20


def may_try(request) -> bool:
    return len(_misses(request)) < MISSES_AN_HOUR


def missed(request) -> None:
    """Two at the same instant may count as one."""
    cache.set(_key(request), [*_misses(request), time.time()], HOUR)


def _misses(request):
    return [at for at in cache.get(_key(request), []) if at > time.time() - HOUR]


def _key(request):
    return f"short-link:{get_adapter(request).get_client_ip(request)}"
