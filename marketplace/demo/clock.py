"""The demo's past: what its verbs do inside `at` happened then. Only on the thread that says so: the worker's others live now."""

import threading
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


@contextmanager
def at(moment):
    thread, real = threading.get_ident(), timezone.now

    def now():
        return moment if threading.get_ident() == thread else real()

    with mock.patch.object(timezone, "now", now):
        yield
