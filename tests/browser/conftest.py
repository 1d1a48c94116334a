"""A whole site (server, worker, files) on a scratch database, and Debian's Chromium."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests import hand, serving
from tests.browser.walking import Walker

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["no-sandbox", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update"]
# Playwright's own loop runs in this thread; Django would take the test's plain code for a coroutine's.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ROOT = Path(__file__).resolve().parent.parent.parent


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("Chromium is required and not installed")
        pytest.skip("Chromium is not installed")
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": [f"--{flag}" for flag in [*FLAGS, "disable-sync"]],
    }


class Shop:
    """The site's address, its files, and a way to set its scene."""

    def __init__(self, url, var, do):
        # `do` runs Python in the shop's own process space, as `manage.py shell` would.
        self.url, self.var, self.do = url, var, do


@pytest.fixture(scope="session")
def shop(django_db_setup, django_db_blocker, tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("browser tests run once, on SQLite")
    var = tmp_path_factory.mktemp("shop")
    with django_db_blocker.unblock(), serving.scratch_copy(var) as database:
        port = serving.free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": database,
            "VAR_DIR": str(var),
        }
        (var / "media").mkdir()
        manage(environment, "collectstatic", "--noinput", "-v0")
        mounts = ["--static-path-route", "/media", "--static-path-mount", str(var / "media")]
        application = "tests.browser.wsgi:application"
        with (
            hand.lent({**os.environ, **environment}) as do,
            worker(environment),
            serving.serve(application, *mounts, port=port, processes=1, environment=environment, ready="/fr/"),
        ):
            yield Shop(url, var, do)


def manage(environment, *command):
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.fixture(scope="session")
def scene(shop):
    """The ids and sessions of `tests.browser.scene`, made once."""
    return json.loads(shop.do("from tests.browser import scene; scene.make()").splitlines()[-1])


@pytest.fixture(scope="session")
def walker(browser, shop, scene):
    walker = Walker(browser, shop, scene)
    yield walker
    walker.close()


@contextmanager
def worker(environment):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.5"],
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)
