from django.core.management.base import BaseCommand

from media import finishing, sweeping
from media.models import Picture


class Command(BaseCommand):
    help = "Make the missing sizes of pictures now, and delete files that belong to no picture."

    def add_arguments(self, parser):
        parser.add_argument("--remake", action="store_true", help="make every size of every picture again")

    def handle(self, *, remake, **options):
        everything = Picture.objects.exclude(hash="").values_list("pk", flat=True)
        picture_ids = list(everything) if remake else sweeping.unfinished()
        finished = sum(self.finish(picture_id, again=remake) for picture_id in picture_ids)
        failed, removed = len(picture_ids) - finished, sweeping.remove_orphans()
        self.stdout.write(f"{finished} finished, {failed} failed, {removed} without a picture removed.")

    def finish(self, picture_id, *, again):
        try:
            finishing.finish(picture_id, again=again)
        except Exception as error:  # one broken master must not keep the others waiting
            self.stderr.write(f"Picture {picture_id}: {error}")
            return False
        return True
