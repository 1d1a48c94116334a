"""The server reads a request's body on the thread that answers it: slow uploads must not take them all."""

import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from tests import serving

UPLOADS = 4
BYTES_A_SECOND = 1000
PATIENCE = 5


def slow_upload(port, stop):
    """Announces a photograph of two megabytes and sends it at 1 kB/s; returns when told to, or when refused."""
    head = (
        "POST /fr/account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        # With its cookie the token is looked for in the body; without, the answer would not wait for it.
        f"Cookie: csrftoken={'a' * 32}\r\n"
        "Content-Length: 2000000\r\n\r\n--x\r\nContent-Disposition: form-data; name=photo; filename=a.jpg\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as client:
        client.sendall(head.encode())
        while not stop.wait(0.1):
            client.sendall(b"\xff" * (BYTES_A_SECOND // 10))


@pytest.fixture
def database(transactional_db, tmp_path):
    with serving.scratch_copy(tmp_path) as address:
        yield address


@contextmanager
def slow_uploads(database, var, *, threads):
    """A server (one process, so that no second one hides what happens) that is taking slow uploads in."""
    port, stop = serving.free_port(), threading.Event()
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database, "VAR_DIR": str(var)}
    application = "marketplace.wsgi:application"
    with (
        serving.serve(application, port=port, processes=1, threads=threads, environment=environment),
        ThreadPoolExecutor(UPLOADS) as pool,
    ):
        uploads = [pool.submit(slow_upload, port, stop) for _ in range(UPLOADS)]
        # Long enough for the server to have taken each of them on.
        time.sleep(2)
        try:
            yield port
            assert not any(upload.done() for upload in uploads), "an upload was refused, so it held nothing"
        finally:
            stop.set()


def seconds_for_a_page(port):
    started = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as client:
        client.request("GET", "/fr/account/login/")
        assert client.getresponse().status == 200
    return time.monotonic() - started


def test_page_asked_for_during_four_slow_uploads_is_answered(database, tmp_path):
    with slow_uploads(database, tmp_path, threads=8) as port:
        assert max(seconds_for_a_page(port) for _ in range(UPLOADS)) < PATIENCE


def test_page_asked_for_where_the_server_has_one_thread_is_not_answered(database, tmp_path):
    """The control: the uploads above do hold a thread each."""
    with slow_uploads(database, tmp_path, threads=1) as port, pytest.raises(TimeoutError):
        seconds_for_a_page(port)


def test_shop_is_opened_with_two_workers_of_as_many_threads(ci):
    command = ci("run_shop").web_server()
    assert [command[command.index(option) + 1] for option in ("--workers", "--blocking-threads")] == ["2", "8"]
