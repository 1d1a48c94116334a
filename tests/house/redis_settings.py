"""The tests' settings, of a shop with a Redis."""

import os

from marketplace import growing
from tests.settings import *  # noqa: F403
from tests.settings import CACHES

REDIS_URL = os.environ["REDIS_OF_THE_TEST"]
CACHES = CACHES | growing.caches(REDIS_URL)
SESSION_ENGINE, SESSION_CACHE_ALIAS = "marketplace.accounts.sessions", "sessions"
