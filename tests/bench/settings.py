"""The site as it is run, with its database from the environment; rate limits would measure themselves."""

from marketplace.settings import *  # noqa: F403

LOGGING = {"version": 1, "disable_existing_loggers": False}
