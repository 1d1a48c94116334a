from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.office import backup


class Command(BaseCommand):
    help = "Puts a backup in the place of what is here, which is kept aside under var/. Close the shop first."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="replace the shop that is here")

    def handle(self, *, folder, force, **options):
        try:
            aside = backup.restore(folder, force=force)
        except backup.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored from {folder}. What was here before is in {aside}, itself a backup.")
