"""A database into a folder, and from one: by its own means, while others may be writing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.office.checks import CODE
from media.models import Picture
from vendors.models import Vendor

COUNTED = {"people": User, "vendors": Vendor, "products": Product, "pictures": Picture}
DEBIAN = Path("/usr/lib/postgresql")


class Refused(Exception):
    """One sentence for the operator."""


def engine():
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()


class SQLite:
    """Through SQLite's own backup, which is right while others write; a copied file would not be."""

    name = "database.sqlite3"

    def copy_to(self, folder):
        here = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(folder / self.name)) as target:
            source.backup(target)
            return _state(target.cursor())

    def copy_from(self, folder, aside):
        here = Path(connection.settings_dict["NAME"])
        state = self.copy_to(aside)
        arriving = here.with_name(here.name + ".arriving")
        shutil.copyfile(folder / self.name, arriving)
        # The old write-ahead log would be replayed into the new file.
        for ending in ("-wal", "-shm"):
            here.with_name(here.name + ending).unlink(missing_ok=True)
        arriving.replace(here)
        return state


class PostgreSQL:
    """Through pg_dump and psql, which must be as new as the server."""

    name = "database.sql"

    def copy_to(self, folder):
        # The same moment for the dump and for what is said of it.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            options = ["--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            self._run("pg_dump", *options, f"--file={folder / self.name}")
            return _state(cursor)

    def copy_from(self, folder, aside):
        state = self.copy_to(aside)
        # One transaction: an error leaves the old database whole.
        clean = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"]
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        self._run("psql", *options, *clean, f"--file={folder / self.name}")
        return state

    def _run(self, program, *options):
        client = connection.client
        _, environment = client.settings_to_cmd_args_env(connection.settings_dict, [])
        here = connection.settings_dict
        places = {"PGHOST": here["HOST"], "PGPORT": here["PORT"], "PGUSER": here["USER"], "PGDATABASE": here["NAME"]}
        environment = os.environ | (environment or {}) | {name: str(value) for name, value in places.items() if value}
        command = [_find(program), *options]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Refused(f"{program} failed: {done.stderr.strip()}")


def _find(program):
    """On the PATH, else the newest of Debian's, which puts a server's own programs elsewhere."""
    installed = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(program) or (installed and str(installed[-1]))
    if not found:
        raise Refused(f"{program} is not installed: `apt install postgresql-client`.")
    return found


def _state(cursor):
    """What the copied database holds (nothing, where there was no shop yet), and which of our migrations it has seen."""
    tables = connection.introspection.table_names(cursor)
    rows = {}
    for name, model in COUNTED.items():
        rows[name] = 0
        if model._meta.db_table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            rows[name] = cursor.fetchone()[0]
    seen = []
    if "django_migrations" in tables:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in CODE}
        seen = [f"{app}.{name}" for app, name in cursor.fetchall() if app in ours]
    return {"rows": rows, "migrations": seen}
