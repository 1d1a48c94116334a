"""Redis, of which nothing depends: while it is away, a table of the database does its work, or nothing does.

A process that has met a Redis that does not answer leaves it alone for a few seconds, so that no page waits for it twice.
"""

import logging
import time

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis import exceptions
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

PATIENCE = 5
# Seconds that a page may wait for it; on the same network it takes a thousandth of one.
TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
# At once, and once: after Redis was started anew, the connections that are kept are dead. The client's own way is to wait for seconds.
RETRY = {"retry": Retry(NoBackoff(), 1, supported_errors=(exceptions.ConnectionError,))}
AWAY = (exceptions.RedisError, OSError)


class Breaker:
    """Whether Redis may be asked; one for all caches of this process."""

    def __init__(self):
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self._until

    def trip(self, error: Exception) -> None:
        # What it says may hold its address, and so its password.
        log.error("Redis does not answer (%s): left alone for %s s.", type(error).__name__, PATIENCE)
        self._until = time.monotonic() + PATIENCE

    def reset(self) -> None:
        self._until = 0.0


breaker = Breaker()


class Guarded(RedisCache):
    """`instead` answers when Redis does not."""

    def __init__(self, server, params):
        super().__init__(server, params | {"OPTIONS": TIMEOUTS | RETRY | params.get("OPTIONS", {})})

    def _instead(self, name: str, arguments: tuple, options: dict):
        raise NotImplementedError

    def ping(self) -> bool:
        """Asked outright, whatever happened before."""
        try:
            return bool(self._cache.get_client(write=True).ping())
        except AWAY:
            return False


def _guarded(name: str):
    asked = getattr(RedisCache, name)

    def method(self, *arguments, **options):
        if not breaker.is_open:
            try:
                return asked(self, *arguments, **options)
            except AWAY as error:
                breaker.trip(error)
        return self._instead(name, arguments, options)

    method.__name__ = name
    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(Guarded, _name, _guarded(_name))


class Steadfast(Guarded):
    """For what must be counted also while Redis is away: limits and codes. Counting begins anew then, in the table."""

    def _instead(self, name, arguments, options):
        return getattr(caches["without_redis"], name)(*arguments, **options)


class Forgetful(Guarded):
    """For copies of what the database holds: while Redis is away there are none."""

    def _instead(self, name, arguments, options):
        if name in {"get", "get_many"}:
            default = options.get("default", arguments[1] if len(arguments) > 1 else None)
            return {} if name == "get_many" else default
        return [] if name == "set_many" else False
