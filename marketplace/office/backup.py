"""A shop in one folder, and a shop from one: the database, the public and the private files, the secret key.

database.sqlite3 or database.sql    media/    private/    secret_key    about.json
"""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from marketplace.accounts.models import User
from marketplace.timetable import health

ABOUT = "about.json"
FILES = {"media": settings.MEDIA_ROOT, "private": settings.PRIVATE_ROOT}
KEY = "secret_key"


class Refused(Exception):
    """One sentence for the operator."""


def back_up(target: Path) -> None:
    """Copy everything to `target`, a folder that must not exist yet. The shop may stay open.

    The database comes first: files are only ever added, so those copied after it hold all that it speaks of.
    """
    if target.exists():
        raise Refused(f"{target} exists already: name a new folder.")
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    _engine().copy_to(unfinished)
    for name, root in FILES.items():
        _copy_files(Path(root), unfinished / name)
    if (key := settings.VAR_DIR / KEY).exists():
        shutil.copy2(key, unfinished / KEY)
    _say_what_it_is(unfinished)
    # Only a whole backup ever has the name that was asked for.
    unfinished.rename(target)


def restore(source: Path, *, force: bool = False) -> Path:
    """Put the backup in the place of what is here, which with `force` may be a shop.

    The shop must be closed. Returns the folder that keeps what was here: itself a backup.
    """
    if not (source / ABOUT).is_file():
        raise Refused(f"{source} is not a whole backup: it has no {ABOUT}.")
    about = json.loads((source / ABOUT).read_text())
    if about["database"] != connection.vendor:
        raise Refused(f"This backup's database is {about['database']}; DATABASE_URL's is {connection.vendor}.")
    if _is_a_shop():
        if not force:
            raise Refused("There is a shop here already. With --force it is put aside and the backup takes its place.")
        if health.look().workers:
            raise Refused("A worker is still running, or was a minute ago. Close the shop first.")
    aside = settings.VAR_DIR / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    aside.mkdir(mode=0o700)
    connections.close_all()
    _engine().copy_from(source, aside)
    for name, root in FILES.items():
        if Path(root).exists():
            shutil.move(root, aside / name)
        _copy_files(source / name, Path(root))
    if (source / KEY).exists():
        if (settings.VAR_DIR / KEY).exists():
            shutil.move(settings.VAR_DIR / KEY, aside / KEY)
        shutil.copy2(source / KEY, settings.VAR_DIR / KEY)
    _say_what_it_is(aside)
    return aside


def _is_a_shop():
    return User._meta.db_table in connection.introspection.table_names()


def _say_what_it_is(folder):
    about = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "database": connection.vendor}
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n")


def _engine():
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()


def _copy_files(source, target):
    target.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=_what_vanished)


def _what_vanished(folder, names):
    """Temporary files of an upload in progress, gone by the time they would be copied."""
    return [name for name in names if not os.path.lexists(Path(folder) / name)]


class SQLite:
    """Through SQLite's own backup, which is right while others write; a copied file would not be."""

    name = "database.sqlite3"

    def copy_to(self, folder):
        here = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(folder / self.name)) as target:
            source.backup(target)

    def copy_from(self, folder, aside):
        here = Path(connection.settings_dict["NAME"])
        if here.exists():
            with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(aside / self.name)) as target:
                source.backup(target)
        arriving = here.with_name(here.name + ".arriving")
        shutil.copyfile(folder / self.name, arriving)
        # The old write-ahead log would be replayed into the new file.
        for ending in ("-wal", "-shm"):
            here.with_name(here.name + ending).unlink(missing_ok=True)
        arriving.replace(here)


class PostgreSQL:
    """Through pg_dump and psql, which must be as new as the server."""

    name = "database.sql"

    def copy_to(self, folder):
        self._run("pg_dump", "--no-owner", "--no-privileges", f"--file={folder / self.name}")

    def copy_from(self, folder, aside):
        self.copy_to(aside)
        # One transaction: an error leaves the old database whole.
        clean = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"]
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        self._run("psql", *options, *clean, f"--file={folder / self.name}")

    def _run(self, program, *options):
        client = connection.client
        _, environment = client.settings_to_cmd_args_env(connection.settings_dict, [])
        here = connection.settings_dict
        places = {"PGHOST": here["HOST"], "PGPORT": here["PORT"], "PGUSER": here["USER"], "PGDATABASE": here["NAME"]}
        environment = os.environ | (environment or {}) | {name: str(value) for name, value in places.items() if value}
        try:
            done = subprocess.run([program, *options], env=environment, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            raise Refused(f"{program} is not installed: `apt install postgresql-client`.") from error
        if done.returncode:
            raise Refused(f"{program} failed: {done.stderr.strip()}")
