"""The site as a browser meets it: static files straight from their sources, the queue done by a worker."""

from tests.settings import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
