"""The site behind the races: real server processes, with the race's own addresses beside the shop's."""

from tests.settings import *  # noqa: F403
from tests.settings import MIDDLEWARE

ROOT_URLCONF = "tests.races.urls"
WSGI_APPLICATION = None
MIDDLEWARE = ["tests.races.answers.name_the_process", *MIDDLEWARE]
