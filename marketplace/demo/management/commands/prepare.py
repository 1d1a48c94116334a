"""What stands between a checkout and an open shop: tables, content, static files. Run again, it does only what is missing."""

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

WELCOME = "welcome.txt"


class Command(BaseCommand):
    help = "Prepares the shop: migrations, content (with --demo, the demo's), static files."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="with the demo's vendors, products and people")
        parser.add_argument("--fresh", action="store_true", help="the content from nothing")

    def handle(self, *, demo, fresh, **options):
        # Wagtail says each page it publishes: not to a person at a terminal.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.OUTBOX_DIR):
            Path(folder).mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Setting up the database (half a minute the first time)")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self.fill(demo, fresh)
        self.collect()
        self.write_welcome()

    def fill(self, demo, fresh):
        if demo:
            call_command("make_demo", *(["--fresh"] if fresh else []))
        else:
            call_command("make_shop")
            call_command("first_curator")

    def collect(self):
        """`collectstatic` hashes and compresses everything: only when a source changed."""
        stamp, mark = Path(settings.STATIC_ROOT) / ".sources", state_of_static_files()
        if stamp.exists() and stamp.read_text() == mark:
            return
        self.say("Collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(mark)

    def write_welcome(self):
        """Kept for when the shop is open: by then, starting Django once more would cost seconds."""
        with (settings.VAR_DIR / WELCOME).open("w") as file:
            call_command("welcome", stdout=file)

    def say(self, words):
        self.stdout.write(f"  {words} …")
        self.stdout.flush()


def state_of_static_files():
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
