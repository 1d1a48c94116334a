"""Four server processes with the race's own addresses."""

import json
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests import serving
from tests.together import at_once

PROCESSES = 4


def pytest_collection_modifyitems(items):
    """The controls last: they take away walls and break promises, in a database that all races share."""
    races = [place for place, item in enumerate(items) if Path(__file__).parent in item.path.parents]
    ordered = sorted((items[place] for place in races), key=lambda item: "carelessly" in item.name)
    for place, item in zip(races, ordered, strict=True):
        items[place] = item


class Site:
    def __init__(self, port):
        self.port = port

    def get(self, path):
        with closing(serving.connect(self.port)) as client:
            client.request("GET", path, headers={"Connection": "close"})
            response = client.getresponse()
            return response.status, json.loads(response.read())

    def get_at_once(self, *paths):
        """A request for each, on as many connections, released together: (status, facts) of each."""
        return at_once(*[partial(self.get, path) for path in paths])


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), serving.scratch_copy(tmp_path_factory.mktemp("race")) as database:
        port = serving.free_port()
        environment = {"DATABASE_URL": database}
        application = "tests.races.wsgi:application"
        with serving.serve(application, port=port, processes=PROCESSES, environment=environment, ready="/ready/"):
            yield Site(port)
