"""A shop with a real Redis: what it holds there, what all processes share, and what becomes of it when Redis is gone."""

import logging
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings as site
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from marketplace import growing, redis_cache
from marketplace.messaging import limits
from marketplace.office import checks
from tests import factories, serving
from tests.database import ROOT
from tests.serving import free_port

COUNT = """
import django; django.setup()
from django.test import RequestFactory
from marketplace.messaging import limits
request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
[limits.missed(request) for _time in range(limits.MISSES_AN_HOUR - 1)]
print(limits.may_try(request))
"""


class Server:
    def __init__(self, folder):
        self.port, self.folder, self.process = free_port(), folder, None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with redis.Redis(port=self.port) as client:
                    client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Redis did not start")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def names(self):
        with redis.Redis(port=self.port) as client:
            return sorted(key.decode().split(":")[0] for key in client.scan_iter())


@contextmanager
def in_redis(url, settings):
    """This process as one whose REDIS_URL is `url`."""
    settings.CACHES = growing.caches(url) | {"renditions": site.CACHES["renditions"]}
    settings.SESSION_ENGINE, settings.SESSION_CACHE_ALIAS = "marketplace.accounts.sessions", "sessions"
    redis_cache.breaker.reset()
    try:
        yield
    finally:
        for alias in ("default", "sessions"):
            for pool in caches[alias]._cache._pools.values():
                pool.disconnect()
        redis_cache.breaker.reset()


@pytest.fixture
def server(tmp_path):
    if not shutil.which("redis-server"):
        missing = "Redis is not installed: apt install redis-server"
        (pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip)(missing)
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def shop(server, settings, db):
    call_command("createcachetable", verbosity=0)
    with in_redis(server.url, settings):
        yield server


@pytest.fixture
def quiet(caplog):
    """That Redis does not answer is said; here it is meant."""
    caplog.set_level(logging.CRITICAL, "marketplace.redis_cache")


def visitor(address="192.0.2.7"):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def is_known(client):
    return "_auth_user_id" in client.session


def test_limits_are_counted_in_redis_and_nowhere_else(shop):
    limits.missed(visitor())
    assert shop.names() == ["maarad"]
    assert caches["without_redis"].get(limits._key(visitor())) is None


def test_limits_are_shared_by_two_processes(shop):
    environment = {**os.environ, "REDIS_URL": shop.url, "DJANGO_SETTINGS_MODULE": "marketplace.settings"}
    # A database of its own: what they share is Redis.
    environment |= {"DATABASE_URL": "sqlite://:memory:"}
    other = subprocess.run(
        [sys.executable, "-c", COUNT], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert other.stdout.strip() == "True", other.stderr
    assert limits.may_try(visitor())
    limits.missed(visitor())
    assert not limits.may_try(visitor())
    assert limits.may_try(visitor("192.0.2.8"))


def test_limits_are_counted_in_the_database_while_redis_is_gone_and_in_redis_again(shop, quiet):
    shop.kill()
    for _time in range(limits.MISSES_AN_HOUR):
        limits.missed(visitor())
    assert not limits.may_try(visitor())
    shop.start()
    redis_cache.breaker.reset()
    assert limits.may_try(visitor())
    limits.missed(visitor())
    assert shop.names() == ["maarad"]


def test_redis_started_anew_is_met_at_once(shop):
    limits.missed(visitor())
    shop.kill()
    shop.start()
    limits.missed(visitor())
    assert not redis_cache.breaker.is_open
    assert shop.names() == ["maarad"]


def test_redis_gone_is_asked_once_and_then_left_alone(shop, monkeypatch, caplog):
    shop.kill()
    asked = []
    monkeypatch.setattr(redis_cache.RedisCache, "_cache", property(lambda self: asked.append(1) or self.client()))
    monkeypatch.setattr(
        redis_cache.RedisCache, "client", lambda self: self._class(self._servers, **self._options), False
    )
    for _time in range(5):
        caches["default"].get("anything")
    assert len(asked) == 1
    (line,) = [record.getMessage() for record in caplog.records if record.name == "marketplace.redis_cache"]
    assert line == "Redis does not answer (ConnectionError): left alone for 5 s."


@pytest.mark.parametrize("name", ["get", "has_key", "delete", "get_many", "set_many", "touch", "clear"])
def test_each_way_to_ask_a_cache_answers_while_redis_is_gone(shop, quiet, name):
    shop.kill()
    given = {"get_many": [["a"]], "set_many": [{"a": 1}], "clear": []}.get(name, ["a"])
    for alias in ("default", "sessions"):
        redis_cache.breaker.reset()
        asked = getattr(caches[alias], name)(*given)
        assert asked in (None, False, True, {}, []), alias


def test_session_is_copied_to_redis_for_a_minute_at_most(shop):
    client = signed_in(factories.user())
    assert is_known(client)
    assert "maarad-sessions" in shop.names()
    with redis.Redis(port=shop.port) as asked:
        (key,) = asked.keys("maarad-sessions*")
        assert 0 < asked.ttl(key) <= growing.SESSION_SECONDS


def test_session_is_read_from_redis_without_the_database(shop, django_assert_num_queries):
    client = signed_in(factories.user())
    with django_assert_num_queries(0):
        assert is_known(client)


def test_session_outlives_redis(shop, quiet):
    before = signed_in(factories.user())
    shop.kill()
    assert is_known(before)
    assert is_known(signed_in(factories.user(email="second@example.org")))
    before.logout()
    assert not is_known(before)
    # What is empty now knows nobody, and does not have to.
    shop.start()
    redis_cache.breaker.reset()
    assert not is_known(before)


def test_signing_out_takes_the_copy_away_too(shop):
    client = signed_in(factories.user())
    key = client.session.session_key
    client.logout()
    client.cookies[site.SESSION_COOKIE_NAME] = key
    assert not is_known(client)


@pytest.mark.parametrize("path", ["/fr/", "/fr/catalogue/", "/fr/cart/", "/fr/checkout/", "/fr/orders/find/"])
def test_shopper_sees_no_error_while_redis_is_gone(shop, quiet, path):
    person = signed_in(factories.user())
    with_redis = [client.get(path).status_code for client in (Client(), person)]
    shop.kill()
    assert [client.get(path).status_code for client in (Client(), person)] == with_redis
    assert max(with_redis) < 500


def test_readyz_says_that_redis_is_gone_and_stays_ready(shop, quiet, client):
    assert client.get("/readyz").json()["redis"] is True
    shop.kill()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, False)
    assert client.get("/healthz").json() == {"alive": True}


def test_health_says_that_redis_is_gone(shop, quiet, admin, capsys):
    shop.kill()
    with pytest.raises(SystemExit):
        call_command("health")
    assert "away   redis" in capsys.readouterr().out
    page = admin.get(reverse("office_health")).content.decode()
    assert "Redis" in page


def test_check_before_opening_says_that_redis_does_not_answer(shop, quiet):
    assert checks.check_redis_answers(None) == []
    shop.kill()
    assert [warning.id for warning in checks.check_redis_answers(None)] == ["office.W002"]


def test_server_whose_redis_is_killed_goes_on(server, tmp_path, transactional_db):
    """By HTTP, from a process that had Redis when it started."""
    with serving.scratch_copy(tmp_path) as database:
        port = free_port()
        environment = {"DATABASE_URL": database, "REDIS_OF_THE_TEST": server.url}
        environment |= {"DJANGO_SETTINGS_MODULE": "tests.house.redis_settings"}
        with serving.serve(
            "marketplace.wsgi:application", port=port, processes=1, environment=environment, ready="/healthz"
        ):
            assert ask(port, "/s/XXXXXXXX") == 404
            assert server.names() == ["maarad"], "the visitor's wrong code is counted there"
            server.kill()
            started = time.monotonic()
            assert [ask(port, path) for path in ("/s/XXXXXXX2", "/fr/", "/fr/cart/", "/readyz")] == [404, 200, 200, 200]
            assert time.monotonic() - started < 30


def ask(port, path):
    connection = serving.connect(port)
    try:
        for _hop in range(3):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (301, 302):
                break
            place = urlsplit(answer.headers["Location"])
            path = place.path
        return answer.status
    finally:
        connection.close()
