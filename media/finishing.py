"""Makes the public sizes of a picture that are missing. Done by the worker; doing it again changes nothing."""

from django.db import transaction

from media import files, locks, sizes
from media.decoding import open_master
from media.models import Picture


def finish(picture_id, *, again=False):
    """Make the sizes a picture lacks (all of them with `again`), and say so in `ready`."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    wanted = sizes.widths_of(picture.width)
    ready = sizes.read(picture.ready)
    lacking = [width for width in wanted if again or width not in ready]
    if lacking:
        with locks.decoding(), picture.file.storage.open(picture.file.name) as file:
            image = open_master(file)
        if not ready:
            # A card may be waiting for its first size: say so before the larger ones are made.
            first = sizes.first_width(picture.width)
            files.write_sizes(picture.hash, {first: sizes.make(image, first)})
            _say_ready(picture, [first])
            lacking.remove(first)
        for width in lacking:
            files.write_sizes(picture.hash, {width: sizes.make(image, width)})
    _say_ready(picture, wanted)


def _say_ready(picture, widths):
    """In one transaction with the shelf that shows it. The row may have gone, or have another photograph by now."""
    with transaction.atomic():
        current = Picture.objects.select_for_update().filter(pk=picture.pk, hash=picture.hash).first()
        if current is not None and current.ready != sizes.written(widths):
            current.ready = sizes.written(widths)
            current.save(update_fields=["ready"])
    if current is None:
        files.remove_unused(picture.hash)
