"""Looks after what was left behind: pictures without all their sizes, recordings without their AAC, files that nothing has."""

from datetime import timedelta

from django.utils import timezone

from media import files, sizes, spoken_files, tasks
from media.models import Film, Picture, Recording

AT_ONCE = 200
# The task of a younger picture is probably still in the queue.
PATIENCE = timedelta(minutes=10)
# A younger file may belong to a picture whose row is just being written.
YOUNG = timedelta(hours=1)


def unfinished():
    """The ids of the pictures that lack a size, or the picture to share on the dye they have now."""
    rows = Picture.objects.exclude(hash="").order_by("pk").only("pk", "width", "ready", "dye")
    return [picture.pk for picture in rows.iterator(5000) if picture.ready != sizes.wanted(picture)]


def sweep():
    """Enqueue again what a lost or failed task left undone. The timetable's job."""
    lost = Picture.objects.filter(pk__in=unfinished()[:AT_ONCE], created_at__lt=timezone.now() - PATIENCE)
    for picture_id in lost.values_list("pk", flat=True):
        tasks.finish.enqueue(picture_id)
    silent = Recording.objects.filter(has_aac=False, created_at__lt=timezone.now() - PATIENCE)
    for recording_id in silent.values_list("pk", flat=True)[:AT_ONCE]:
        tasks.finish_recording.enqueue(recording_id)


def remove_orphans():
    """Delete the files that no picture, recording or video has; of how many things those files were."""
    spoken = {*Recording.objects.values_list("hash", flat=True), *Film.objects.values_list("hash", flat=True)}
    return _remove(files, set(Picture.objects.values_list("hash", flat=True))) + _remove(spoken_files, spoken)


def _remove(kept, used):
    """`kept` is the module of the files."""
    orphans = [hash_ for hash_ in set(kept.stored_hashes()) - used if not _is_young(kept.modified(hash_))]
    for hash_ in orphans:
        kept.remove_unused(hash_)
    return len(orphans)


def _is_young(written):
    return written is not None and timezone.now() - written < YOUNG
