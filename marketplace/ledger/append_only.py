"""Tables whose rows are never changed nor deleted, whatever code runs: the database itself refuses.

Apps register theirs with `protect` in `AppConfig.ready`. Each `migrate` installs what is missing: Django's rebuild of a table on
SQLite drops its triggers without a word. `missing` reads back what is really there, for the system check and the audit.
A migration that must change such rows drops the triggers itself; the ones of `migrate` come back at its end.

On SQLite, REPLACE deletes rows unseen by triggers: an insert over an existing id is refused too. On PostgreSQL, so is TRUNCATE.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction

PREFIX = "append_only"
REFUSED = "append-only: %s"


@dataclass(frozen=True)
class Protected:
    """All of a table, or with `columns` those alone: then the others may be updated, and still no row is deleted. What is in `emptied`
    may only become empty: words of a person who is forgotten."""

    table: str
    columns: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


_registered: dict[str, Protected] = {}


def protect(model, *fields: str, emptied: tuple[str, ...] = ()) -> None:
    """Called in `AppConfig.ready`; without `fields` no column of the model may ever be updated, but to empty those of `emptied`."""
    may_be_emptied = tuple(model._meta.get_field(name).column for name in emptied)
    columns = tuple(model._meta.get_field(name).column for name in fields)
    if emptied and not columns:
        known = [field.column for field in model._meta.concrete_fields]
        columns = tuple(column for column in known if column not in may_be_emptied)
    _registered[model._meta.db_table] = Protected(model._meta.db_table, columns, may_be_emptied)


def protected() -> list[Protected]:
    return sorted(_registered.values(), key=lambda each: each.table)


def install(tables: Iterable[Protected] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make what is missing on those of the tables that exist, and drop what an older release made otherwise."""
    connection = connections[using]
    wanted = _wanted(connection, tables)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and wanted:
            cursor.execute(FUNCTION)
        there = _there(cursor, connection.vendor)
        ours = {table for table, _create in wanted.values()}
        for name in there.keys() - wanted.keys():
            if there[name] in ours:
                _drop(cursor, connection.vendor, name, there[name])
        for name in sorted(wanted.keys() - there.keys()):
            table, create = wanted[name]
            # It may be there and disabled.
            _drop(cursor, connection.vendor, name, table)
            cursor.execute(create)


def install_after_migrate(using: str, **kwargs) -> None:
    install(using=using)


def missing(tables: Iterable[Protected] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the tables that are not wholly protected; one that does not exist yet lacks nothing."""
    connection = connections[using]
    wanted = _wanted(connection, tables)
    with connection.cursor() as cursor:
        there = _there(cursor, connection.vendor)
    return sorted({table for name, (table, _create) in wanted.items() if name not in there})


def lift(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Take all of it away. For the flush between tests only, after which the signal of `migrate` installs it again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in _there(cursor, connection.vendor).items():
            _drop(cursor, connection.vendor, name, table)


def _wanted(connection, tables) -> dict[str, tuple[str, str]]:
    """Trigger name to (table, statement). The name changes with the statement, so that comparing names is enough."""
    existing = set(connection.introspection.table_names())
    wanted = {}
    for each in protected() if tables is None else tables:
        if each.table not in existing:
            continue
        for what, body in TRIGGERS[connection.vendor](each, connection.ops.quote_name):
            digest = hashlib.sha256(body.encode()).hexdigest()[:8]
            name = f"{PREFIX}_{each.table[:30]}_{what}_{digest}"
            wanted[name] = each.table, f"CREATE TRIGGER {connection.ops.quote_name(name)} {body}"
    return wanted


def _sqlite(each, quote):
    table, refuse = quote(each.table), f"BEGIN SELECT RAISE(ABORT, '{REFUSED % each.table}'); END"
    of, changed = _of(each, quote), _changed(each, quote, "IS NOT")
    yield "update", f"BEFORE UPDATE{of} ON {table}{f' WHEN {changed}' if changed else ''} {refuse}"
    yield "delete", f"BEFORE DELETE ON {table} {refuse}"
    known = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608
    yield "replace", f"BEFORE INSERT ON {table} WHEN {known} {refuse}"


def _postgresql(each, quote):
    table, refuse = quote(each.table), f"EXECUTE FUNCTION {PREFIX}_refuse()"
    of, changed = _of(each, quote), _changed(each, quote, "IS DISTINCT FROM")
    when = f" WHEN ({changed})" if changed else ""
    yield "update", f"BEFORE UPDATE{of} ON {table} FOR EACH ROW{when} {refuse}"
    yield "delete", f"BEFORE DELETE ON {table} FOR EACH ROW {refuse}"
    yield "truncate", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"


def _of(each, quote) -> str:
    watched = [*each.columns, *each.emptied]
    return f" OF {', '.join(map(quote, watched))}" if watched else ""


def _changed(each, quote, differs: str) -> str:
    """The condition on which an update is refused; empty: always."""
    other = [f"OLD.{quote(column)} {differs} NEW.{quote(column)}" for column in each.columns]
    rewritten = [
        f"(OLD.{quote(column)} {differs} NEW.{quote(column)} AND NEW.{quote(column)} <> '')" for column in each.emptied
    ]
    return " OR ".join(other + rewritten)


TRIGGERS = {"sqlite": _sqlite, "postgresql": _postgresql}
# The class of error is an IntegrityError of Django's, as SQLite's RAISE is.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {PREFIX}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
# A disabled trigger, or one whose function was emptied, protects nothing.
THERE = {
    "sqlite": r"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append\_only\_%' ESCAPE '\'",
    "postgresql": r"""
        SELECT tgname, relname FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE tgname LIKE 'append\_only\_%' AND tgenabled IN ('O', 'A')
        AND relnamespace = current_schema()::regnamespace AND prosrc LIKE '%RAISE EXCEPTION%'
    """,
}


def _there(cursor, vendor) -> dict[str, str]:
    cursor.execute(THERE[vendor])
    return dict(cursor.fetchall())


def _drop(cursor, vendor, name, table) -> None:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
