from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.office import backup


class Command(BaseCommand):
    help = "Copies the database, the files and the secret key to a new folder. The shop may stay open."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            rows = backup.back_up(folder)
        except backup.Refused as error:
            raise CommandError(str(error)) from error
        held = ", ".join(f"{name} {number}" for name, number in rows.items())
        self.stdout.write(f"Backed up to {folder}: {held}.")
        if backup.BUCKETS:
            self.stdout.write(f"The files are not in it: they are in S3, in {' and '.join(backup.BUCKETS)}.")
        self.stdout.write("It holds the secret key and people's data: keep it private.")
