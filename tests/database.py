"""A migrated database, kept and copied for each run and each of its processes: migrating from nothing takes twenty seconds.

Of SQLite it is a file under `var/`; of PostgreSQL a database beside those of the tests.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
APPS = ("marketplace", "catalogue", "vendors", "media")


@functools.cache
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
    if (store := KeptBeside(connection)).exists():
        # The same rows: what ran before has rolled its own back.
        yield
        connections.close_all()
        store.copy_to(name)
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


class Kept:
    """The kept database of this state of the code. The first of several processes makes it, the others wait for it."""

    def __init__(self, connection):
        self.connection, self.lock = connection, None
        self.store = KeptFile() if connection.vendor == "sqlite" else KeptBeside(connection)

    def bring(self, name):
        """Put it at `name`; false when there is none: the caller then migrates `name`, and calls `keep`."""
        KEPT.mkdir(parents=True, exist_ok=True)
        self.lock = (KEPT / f"{self.connection.vendor}.lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        if not self.store.exists():
            return False
        self.store.copy_to(name)
        self.lock.close()
        return True

    def keep(self, name):
        """Keep a copy of the freshly migrated database at `name`, in the place of older ones."""
        # A session without a test that wants the database migrates none.
        if self.connection.introspection.table_names():
            self.connection.close()
            self.store.copy_from(name)
        self.lock.close()


class KeptFile:
    def __init__(self):
        self.path = KEPT / f"{state_of_the_code()}.sqlite3"

    def exists(self):
        return self.path.exists()

    def copy_to(self, name):
        shutil.copyfile(self.path, name)

    def copy_from(self, name):
        unfinished = KEPT / f"{os.getpid()}.unfinished"
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        for old in KEPT.glob("*.sqlite3"):
            old.unlink(missing_ok=True)
        unfinished.replace(self.path)


class KeptBeside:
    PREFIX = "maarad_kept_"

    def __init__(self, connection):
        self.connection, self.name = connection, f"{self.PREFIX}{state_of_the_code()}"

    def exists(self):
        return self.name in self._kept()

    def copy_to(self, name):
        copy(self.connection, self.name, name)

    def copy_from(self, name):
        for old in self._kept():
            with self.connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        copy(self.connection, name, self.name)

    def _kept(self):
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.PREFIX])
            return [name for (name,) in cursor.fetchall()]
