"""Four server processes on a scratch copy of the migrated database."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress

import pytest
from django.db import connections

PROCESSES = 4


class Site:
    def __init__(self, port):
        self.port = port

    def get(self, path):
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as client:
            client.request("GET", path, headers={"Connection": "close"})
            response = client.getresponse()
            return response.status, json.loads(response.read())

    def get_at_once(self, path, times):
        """`times` requests on as many connections, released together: (status, facts) of each."""
        answers, barrier = [], threading.Barrier(times)

        def run():
            barrier.wait()
            answers.append(self.get(path))

        threads = [threading.Thread(target=run) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers


@pytest.fixture(scope="module")
def scratch_url(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        yield from copy_of(connections["default"], tmp_path_factory)


def copy_of(connection, tmp_path_factory):
    """The address of a copy of the test database, which lasts as long as the race."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("race") / "race.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield f"sqlite:///{path}"
        return
    source = connection.settings_dict
    connections.close_all()
    name = f"{source['NAME']}_race"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source["NAME"]}"')
    yield f"postgres://{source['USER']}:{source['PASSWORD']}@{source['HOST']}:{source['PORT']}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def site(scratch_url):
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(PROCESSES)]
    command += ["--blocking-threads", "8", "--port", str(port), "--no-log", "tests.races.wsgi:application"]
    server = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": scratch_url})  # noqa: S603
    try:
        site = Site(port)
        _wait_for(site, server)
        yield site
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(site, server):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if site.get("/ready/")[0] == 200:
                return
        time.sleep(0.2)
    pytest.fail("the race's server did not start")
