"""A shop in one folder, and a shop from one: the database, the public and the private files, the secret key.

database.sqlite3 or database.sql    media/    private/    secret_key    about.json (what it must hold, and of which version)

Where the files lie in S3 they stay there, and are kept by the means that S3 has: the backup says in which buckets they are.
"""

import hashlib
import json
import os
import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from marketplace.accounts.models import User
from marketplace.office import dumps
from marketplace.office.dumps import Refused
from marketplace.timetable import health

ABOUT = "about.json"
FILES = {} if settings.S3 else {"media": settings.MEDIA_ROOT, "private": settings.PRIVATE_ROOT}
BUCKETS = [settings.S3[name] for name in ("S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET") if settings.S3]
KEY = "secret_key"


def back_up(target: Path) -> dict:
    """Copy everything to `target`, a folder that must not exist yet, and say what it holds. The shop may stay open.

    The database comes first: files are only ever added, so those copied after it hold all that it speaks of.
    """
    if target.exists():
        raise Refused(f"{target} exists already: name a new folder.")
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    state = dumps.engine().copy_to(unfinished)
    for name, root in FILES.items():
        _copy_files(Path(root), unfinished / name)
    if (key := settings.VAR_DIR / KEY).exists():
        shutil.copy2(key, unfinished / KEY)
    _say_what_it_is(unfinished, state)
    # Only a whole backup ever has the name that was asked for.
    unfinished.rename(target)
    return state["rows"]


def restore(source: Path, *, force: bool = False) -> Path:
    """Put the backup in the place of what is here, which with `force` may be a shop.

    The shop must be closed. Returns the folder that keeps what was here: itself a backup.
    """
    _check(source)
    if _is_a_shop():
        if not force:
            raise Refused("There is a shop here already. With --force it is put aside and the backup takes its place.")
        if health.look().workers:
            raise Refused("A worker is still running, or was a minute ago. Close the shop first.")
    aside = settings.VAR_DIR / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    aside.mkdir(mode=0o700)
    connections.close_all()
    state = dumps.engine().copy_from(source, aside)
    for name, root in FILES.items():
        if Path(root).exists():
            shutil.move(root, aside / name)
        _copy_files(source / name, Path(root))
    if (source / KEY).exists():
        if (settings.VAR_DIR / KEY).exists():
            shutil.move(settings.VAR_DIR / KEY, aside / KEY)
        shutil.copy2(source / KEY, settings.VAR_DIR / KEY)
    _say_what_it_is(aside, state)
    return aside


def _check(source):
    """Refuse what is not whole, or not for this database or this code, before anything here is touched."""
    if not (source / ABOUT).is_file():
        raise Refused(f"{source} is not a whole backup: it has no {ABOUT}.")
    about = json.loads((source / ABOUT).read_text())
    if about["database"] != connection.vendor:
        raise Refused(f"This backup's database is {about['database']}; DATABASE_URL's is {connection.vendor}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(about["migrations"]) - known):
        raise Refused(f"This backup is of a newer Maarad ({about['version']}, with {newer[0]}): update the code first.")
    if about.get("buckets", []) != BUCKETS:
        raise Refused(_where_the_files_are(about))
    if about["holds"] != _what_it_holds(source):
        raise Refused(f"{source} is damaged: it does not hold what its {ABOUT} says.")


def _where_the_files_are(about):
    if buckets := about.get("buckets"):
        return f"This backup's files are in S3, in {' and '.join(buckets)}: set S3_PUBLIC_BUCKET and the others so."
    return "This backup holds files, and here they would lie in S3: restore it without the S3_ settings, then `manage.py move_to_s3`."


def _is_a_shop():
    return User._meta.db_table in connection.introspection.table_names()


def _say_what_it_is(folder, state):
    about = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"],
        "database": connection.vendor,
        **state,
        "buckets": BUCKETS,
        "holds": _what_it_holds(folder),
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n")


def _what_it_holds(folder):
    """The database's digest, and how many files and bytes: a copy cut short on its way is not restored."""
    database = folder / dumps.engine().name
    holds = {database.name: ""}
    if database.exists():
        with database.open("rb") as file:
            holds[database.name] = hashlib.file_digest(file, "sha256").hexdigest()
    for name in FILES:
        sizes = [path.stat().st_size for path in (folder / name).rglob("*") if path.is_file()]
        holds[name] = {"files": len(sizes), "bytes": sum(sizes)}
    return holds


def _copy_files(source, target):
    target.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=_what_vanished)


def _what_vanished(folder, names):
    """Temporary files of an upload in progress, gone by the time they would be copied."""
    return [name for name in names if not os.path.lexists(Path(folder) / name)]
