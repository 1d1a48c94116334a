"""A process of the shop that runs the Python it is sent: each piece in a fork, with nothing left of the one before.

Starting Django for each piece would take seconds. Usage: python -m tests.hand SOCKET
"""

import contextlib
import io
import json
import socket
import socketserver
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.database import ROOT


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        code, said, failure = self.rfile.read().decode(), io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(said):
                exec(code, {"__name__": "__main__"})  # noqa: S102
        except BaseException:
            failure = traceback.format_exc()
        self.wfile.write(json.dumps([said.getvalue().strip(), failure]).encode())


class Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    pass


def main(address):
    import django
    from django.urls import get_resolver

    django.setup()
    # Read once, for all forks.
    assert get_resolver().url_patterns
    with Server(address, Handler) as server:
        server.serve_forever()


@contextlib.contextmanager
def lent(environment):
    """`do(code)` answers what the code printed, and fails with its traceback; several at once are as many processes."""
    # An address of a socket has room for a hundred characters.
    with tempfile.TemporaryDirectory(prefix="hand-") as folder:
        address, log = Path(folder) / "socket", Path(folder) / "log"
        with log.open("wb") as sink:
            command = [sys.executable, "-m", "tests.hand", str(address)]
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=sink)
        try:
            _wait_for(process, address, log)
            yield lambda code: _do(address, code)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(process, address, log):
    deadline = time.monotonic() + 90
    while not address.exists():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, "the hand did not start"
        time.sleep(0.1)


def _do(address, code):
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as client:
        client.connect(str(address))
        client.sendall(code.encode())
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as answer:
            said, failure = json.loads(answer.read())
    assert not failure, failure
    return said


if __name__ == "__main__":
    main(sys.argv[1])
