"""Real server processes on a scratch copy of the migrated test database."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress

from django.db import connections

from tests.database import copy


@contextmanager
def scratch_copy(directory):
    """The address of a copy of the test database, for as long as the block lasts."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        path = directory / "scratch.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield f"sqlite:///{path}"
        return
    source = connection.settings_dict
    connections.close_all()
    name = f"{source['NAME']}_scratch"
    copy(connection, source["NAME"], name)
    try:
        yield f"postgres://{source['USER']}:{source['PASSWORD']}@{source['HOST']}:{source['PORT']}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(application, *options, port, processes, threads=8, environment, ready="/"):
    """granian with `processes` workers of `threads` threads, from its first answer to `ready` until the block ends."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(processes)]
    command += ["--blocking-threads", str(threads), "--port", str(port), "--no-log", *options, application]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait_for(server, port, ready)
        yield server
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(server, port, path):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError, http.client.HTTPException), closing(connect(port)) as client:
            client.request("GET", path)
            if client.getresponse().status < 500:
                return
        time.sleep(0.2)
    raise AssertionError("the server did not start")


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)
