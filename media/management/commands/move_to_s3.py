from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from media import files


class Command(BaseCommand):
    help = "Copies the files of var/media and var/private to S3. Run again, it copies what is not there yet."

    def handle(self, **options):
        if not settings.S3:
            raise CommandError("Set S3_PUBLIC_BUCKET and the others first.")
        for alias, root in (("default", settings.MEDIA_ROOT), ("private", settings.PRIVATE_ROOT)):
            found = [path for path in Path(root).rglob("*") if path.is_file()]
            for path in found:
                files.keep(storages[alias], path.relative_to(root).as_posix(), path.read_bytes())
            self.stdout.write(f"{len(found)} files of {root} are in {storages[alias].bucket_name}.")
