"""What is written in the books stays, whatever code or hand asks."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from marketplace.ledger import append_only, booking
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.booking import Move
from marketplace.ledger.models import Account, Entry, Posting

pytestmark = pytest.mark.django_db
BOOKS = {"ledger_account", "ledger_deposit", "ledger_entry", "ledger_posting"}
POSTGRESQL = connection.vendor == "postgresql"


def sale():
    moves = [Move(Ref(Kind.RECEIVABLE), Ref(Kind.SOLD), 500)]
    return booking.book(Entry.Kind.SALE, ("order_event", 1), moves, currency="MAD", actor=None)


def refuses(action):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        action()
    return True


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("model", [Entry, Posting, Account])
def test_row_of_the_books_is_not_deleted(model):
    sale()
    assert refuses(lambda: model.objects.all()._raw_delete("default"))
    assert model.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(note="better"),
        lambda: Entry.objects.update(at="2020-01-01T00:00Z"),
        lambda: Posting.objects.update(amount=1),
        lambda: Account.objects.filter(kind="sold").update(kind="bank"),
        lambda: Account.objects.update(currency="EUR"),
        lambda: run("UPDATE ledger_posting SET amount = amount + 1"),
    ],
)
def test_row_of_the_books_is_not_changed(change):
    sale()
    assert refuses(change)


def test_frozen_column_written_again_as_it_is_passes():
    sale()
    assert Account.objects.filter(kind="sold").update(kind="sold") == 1


@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL knows no REPLACE")
def test_row_of_the_books_is_not_replaced():
    entry = sale()
    columns = "entry_id, source_id, target_id"
    assert refuses(
        lambda: run(
            f"REPLACE INTO ledger_posting (id, {columns}, amount)"
            f" SELECT id, {columns}, 1 FROM ledger_posting WHERE entry_id = {entry.pk}"
        )
    )


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite knows no TRUNCATE")
@pytest.mark.parametrize("table", sorted(BOOKS))
def test_books_are_not_truncated(table):
    assert refuses(lambda: run(f"TRUNCATE {table} CASCADE"))


def warnings():
    return {warning.msg for warning in run_checks(tags=[Tags.database], databases=["default"])}


def lacking(table):
    return f"Rows of {table} could be changed or deleted: its triggers are missing."


def test_check_is_content_with_what_migrate_made():
    assert append_only.missing() == []
    assert not warnings() & {lacking(table) for table in BOOKS}


def test_books_are_among_the_protected_tables():
    assert {each.table for each in append_only.protected()} >= BOOKS


def rebuild_entries():
    """A constraint more: on SQLite the table is made anew, copied and renamed."""
    state = ProjectState.from_apps(Entry._meta.apps)
    add = migrations.AddConstraint("entry", models.CheckConstraint(condition=models.Q(id__gt=0), name="scratch"))
    after = state.clone()
    add.state_forwards("ledger", after)
    with connection.schema_editor() as editor:
        add.database_forwards("ledger", editor, state, after)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL changes a table in place")
def test_table_rebuilt_by_a_migration_is_reported_until_migrate_ends():
    rebuild_entries()
    assert append_only.missing() == ["ledger_entry"]
    assert lacking("ledger_entry") in warnings()
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []
    sale()
    assert refuses(lambda: Entry.objects.update(note="better"))


TAKEN_AWAY = (
    [
        "ALTER TABLE ledger_posting DISABLE TRIGGER ALL",
        "ALTER TABLE ledger_posting DISABLE TRIGGER USER",
        "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF; RETURN NEW; END'",
    ]
    if POSTGRESQL
    else []
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", [None, *TAKEN_AWAY])
def test_protection_taken_away_is_reported_and_comes_back_with_migrate(statement):
    run(statement) if statement else append_only.lift()
    assert "ledger_posting" in append_only.missing()
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []
    sale()
    assert refuses(lambda: Posting.objects.update(amount=1))


@pytest.mark.django_db(transaction=True)
def test_install_again_changes_nothing_and_drops_an_older_form():
    append_only.install()
    older = append_only.Protected("ledger_account", ("kind",))
    append_only.install([older])
    assert append_only.missing([older]) == []
    assert append_only.missing() == ["ledger_account"]
    append_only.install()
    assert append_only.missing() == []


@pytest.mark.django_db(transaction=True)
def test_flush_of_the_tests_empties_the_books_and_protects_them_again():
    sale()
    call_command("flush", interactive=False, verbosity=0)
    assert not Posting.objects.exists()
    assert append_only.missing() == []
