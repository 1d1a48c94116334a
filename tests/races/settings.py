"""The site behind the races: real server processes with the race's own addresses, and little between them and the verbs."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.races.urls"
WSGI_APPLICATION = None
# What allauth's start-up check asks for.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
