"""The site as a browser meets it: hashed and compressed files as in production, the queue done by a worker."""

from marketplace.settings import STORAGES as PRODUCTION
from tests.settings import *  # noqa: F403
from tests.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": PRODUCTION["staticfiles"]}
