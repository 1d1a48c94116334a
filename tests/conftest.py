"""What every test shares: the database, the queue, a curator."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation

from catalogue import search
from marketplace.ledger import append_only
from tests import database
from tests.staff import signed_in, staff

# What one process tests, as it shares what takes long to make: a shop in a browser, a demo, servers.
TOGETHER = ("tests/browser/", "tests/demo/", "tests/races/")


def pytest_collection_modifyitems(items):
    """What reads or writes the database is marked: the rest need not run a second time on another one."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames:
            item.add_marker(pytest.mark.database)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """`--dist loadfile`, but the files of some folders in one process: each process would build their scene anew."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return next((folder for folder in TOGETHER if file.startswith(folder)), file)

    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def kept_database(request):
    """None when the database is to be made anew, whatever is kept."""
    return None if request.config.getvalue("create_db") else database.Kept(connection)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker, request, kept_database):
    """Start from the kept database where there is one: `migrate` then finds nothing to do."""
    if not kept_database:
        return request.config.getvalue("reuse_db")
    with django_db_blocker.unblock():
        return kept_database.bring(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, kept_database):
    if kept_database and not django_db_keepdb:
        with django_db_blocker.unblock():
            kept_database.keep(connection.settings_dict["NAME"])


@pytest.fixture
def database_made_whole_again(request, django_db_setup, django_db_blocker):
    """A test that commits ends in a flush, which takes what migrations wrote (root page, languages, groups) with it."""
    marks = list(request.node.iter_markers("django_db"))
    commits = any(mark.kwargs.get("transaction") for mark in marks) or "transactional_db" in request.fixturenames
    if not commits:
        yield
        return
    with django_db_blocker.unblock(), database.restored_afterwards():
        yield


@pytest.fixture
def _django_db_helper(database_made_whole_again, _django_db_helper):
    """pytest-django's own, with ours around it: the flush is at its end."""


@pytest.fixture(scope="session", autouse=True)
def flush_forgets_search():
    """The flush after a transactional test does not know the search engine's table, but says when it is done."""

    def forget(**kwargs):
        search.clear()

    post_migrate.connect(forget, sender=apps.get_app_config("catalogue"), weak=False)


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_the_books():
    """The books refuse to be emptied, also by the flush; when it says that it is done, they are protected again."""
    # Of the class: after browser tests, whose loop runs in this thread, Django may have another connection.
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def lift_and_flush(self, sql):
        append_only.lift()
        flush(self, sql)

    operations.execute_sql_flush = lift_and_flush


@pytest.fixture(autouse=True)
def own_language():
    """A request leaves its language behind in the thread that answered it: the next test would read it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def run_tasks(db):
    """Does what the background worker would: runs every task in the queue, and lets its errors out."""

    def run():
        from django_tasks_db.models import DBTaskResult

        while ready := list(DBTaskResult.objects.ready()):
            for result in ready:
                result.claim("tests")
                result.set_successful(result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"]))

    return run


@pytest.fixture
def told(run_tasks):
    """The messages written since the last call, as (kind, channel, to)."""
    from marketplace.messaging.models import Message

    known = set()

    def new():
        run_tasks()
        rows = Message.objects.exclude(pk__in=known).order_by("pk")
        known.update(rows.values_list("pk", flat=True))
        # That a piece is on sale is news too, but not where this is asked.
        return [(row.kind, row.channel, row.to) for row in rows if "product" not in row.kind]

    return new


@pytest.fixture
def curator(db):
    return staff("Curator")


@pytest.fixture
def admin(curator):
    """The curator's browser."""
    return signed_in(curator)
