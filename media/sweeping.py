"""Looks after what was left behind: pictures without all their sizes, files without a picture."""

from datetime import timedelta

from django.utils import timezone

from media import files, sizes, tasks
from media.models import Picture

AT_ONCE = 200
# The task of a younger picture is probably still in the queue.
PATIENCE = timedelta(minutes=10)
# A younger file may belong to a picture whose row is just being written.
YOUNG = timedelta(hours=1)


def unfinished():
    """The ids of the pictures that do not have all their sizes."""
    rows = Picture.objects.exclude(hash="").order_by("pk").values_list("pk", "width", "ready")
    return [pk for pk, width, ready in rows.iterator(5000) if ready != sizes.written(sizes.widths_of(width))]


def sweep():
    """Enqueue again what a lost or failed task left undone. The timetable's job."""
    lost = Picture.objects.filter(pk__in=unfinished()[:AT_ONCE], created_at__lt=timezone.now() - PATIENCE)
    for picture_id in lost.values_list("pk", flat=True):
        tasks.finish.enqueue(picture_id)


def remove_orphans():
    """Delete the files that no picture has; how many pictures' files that were."""
    used = set(Picture.objects.values_list("hash", flat=True))
    orphans = [hash_ for hash_ in set(files.stored_hashes()) - used if not _is_young(hash_)]
    for hash_ in orphans:
        files.remove_unused(hash_)
    return len(orphans)


def _is_young(hash_):
    written = files.modified(hash_)
    return written is not None and timezone.now() - written < YOUNG
