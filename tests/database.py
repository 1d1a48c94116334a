"""A migrated SQLite database, kept under `var/` and copied for each run: migrating from nothing takes twenty seconds."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
APPS = ("marketplace", "catalogue", "vendors", "media")


def state_of_the_code():
    """Changes whenever a migration, the SQL that migrations share (search tables) or a dependency does."""
    digest = hashlib.sha256()
    sources = [path for app in APPS for room in ("migrations", "search") for path in (ROOT / app).rglob(f"{room}/*.py")]
    for path in sorted([*sources, ROOT / "requirements-dev.lock"]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def restored_afterwards():
    """What the database holds now, it holds again when the block ends."""
    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    kept = f"{name}_kept"
    connections.close_all()
    if connection.vendor == "sqlite":
        shutil.copyfile(name, kept)
        yield
        connections.close_all()
        Path(kept).replace(name)
        return
    copy(connection, name, kept)
    yield
    connections.close_all()
    copy(connection, kept, name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{kept}"')


def copy(connection, source, target):
    """A PostgreSQL database under another name; nobody may be connected to `source`."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def template():
    return KEPT / f"{state_of_the_code()}.sqlite3"


def bring(name):
    """Put the kept database at `name`; false when there is none for this state of the code."""
    if not template().exists():
        return False
    shutil.copyfile(template(), name)
    return True


def keep(name):
    """Keep a copy of the freshly migrated database at `name`, in the place of older ones."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept, unfinished = template(), KEPT / f"{os.getpid()}.unfinished"
    with sqlite3.connect(name) as source, sqlite3.connect(unfinished) as copy:
        source.backup(copy)
        (tables,) = copy.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
    source.close()
    copy.close()
    if not tables:
        # A session without a test that wants the database migrates none.
        unfinished.unlink()
        return
    for old in KEPT.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished.replace(kept)
