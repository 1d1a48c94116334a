import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from marketplace.office import probes


@pytest.fixture(autouse=True)
def not_yet_asked(monkeypatch):
    monkeypatch.setattr(probes, "_migrated", False)


def test_healthz_needs_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"alive": True})
    assert "no-store" in response["Cache-Control"]


def test_readyz_of_a_migrated_database_is_yes_and_looks_at_migrations_once(client, db, django_assert_num_queries):
    first = client.get("/readyz")
    assert (first.status_code, first.json()) == (200, {"database": True, "migrations": True})
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


def test_readyz_before_a_migration_is_no_until_it_is_applied(client, db, monkeypatch):
    plan = [("one", False)]
    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda self, targets: plan)
    first = client.get("/readyz")
    assert (first.status_code, first.json()) == (503, {"database": True, "migrations": False})
    plan.clear()
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_readyz_without_a_database_is_no(client, monkeypatch, error):
    def gone():
        raise error("gone")

    monkeypatch.setattr(probes.connection, "cursor", gone)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": False, "migrations": False})


def test_readyz_of_a_database_lost_on_the_way_is_no(client, db, monkeypatch):
    def lost(self, targets):
        raise OperationalError("lost")

    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lost)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": True, "migrations": False})


def test_probes_by_the_machines_own_address_are_not_sent_to_https(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["maarad.example", "127.0.0.1"]
    own = Client(SERVER_NAME="127.0.0.1")
    assert [own.get(path).status_code for path in ("/healthz", "/readyz", "/fr/")] == [200, 200, 301]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_by_a_name_that_is_not_ours_are_refused(db, path):
    assert Client(SERVER_NAME="elsewhere.example").get(path).status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_only_answer_what_is_read(client, db, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
