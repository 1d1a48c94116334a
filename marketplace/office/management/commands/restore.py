from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.office import backup


class Command(BaseCommand):
    help = "Puts a backup in the place of what is here, which is kept aside under var/. Close the shop first."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            aside = backup.restore(folder)
        except backup.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored from {folder}. What was here before is in {aside}; delete it when all is well.")
