"""Sessions in the database, with copies in Redis: losing Redis signs nobody out.

A copy lives a minute, however long its session does: what was signed out while Redis could not be told is signed out a minute
later at most.
"""

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.core.cache import caches


class SessionStore(CachedStore):
    def __init__(self, session_key=None):
        super().__init__(session_key)
        self._cache = Brief(caches[settings.SESSION_CACHE_ALIAS])


class Brief:
    """The cache, in which everything lives as long as the cache says, not as long as the session would."""

    def __init__(self, cache):
        self.get, self.delete, self.has_key = cache.get, cache.delete, cache.has_key
        self._set = cache.set

    def __contains__(self, key):
        return self.has_key(key)

    def set(self, key, value, timeout):
        self._set(key, value)
