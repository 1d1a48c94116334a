"""Makes what is missing of a picture: its public sizes, and the picture to share. Done by the worker; doing it again changes nothing."""

from django.db import transaction

from media import files, locks, sizes
from media.colour import ground
from media.decoding import open_master
from media.models import Picture


def finish(picture_id, *, again=False):
    """Make what a picture lacks (everything with `again`), and say so in `ready`."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    wanted, ready = sizes.widths_of(picture.width), sizes.read(picture.ready)
    lacking = [width for width in wanted if again or width not in ready]
    if not lacking and picture.ready == sizes.wanted(picture):
        return
    with locks.decoding(), picture.file.storage.open(picture.file.name) as file:
        image = open_master(file)
    if not ready:
        # A card may be waiting for its first size: say so before the larger ones are made.
        first = sizes.first_width(picture.width)
        files.write_sizes(picture.hash, {first: sizes.make(image, first)})
        _say_ready(picture, sizes.written([first]))
        lacking.remove(first)
    for width in lacking:
        files.write_sizes(picture.hash, {width: sizes.make(image, width)})
    files.write_share(picture.hash, picture.dye, sizes.make_share(image, ground(picture.dye)))
    _say_ready(picture, sizes.wanted(picture))


def _say_ready(picture, ready):
    """In one transaction with the shelf that shows it. The row may have gone, or have another photograph by now."""
    with transaction.atomic():
        current = Picture.objects.select_for_update().filter(pk=picture.pk, hash=picture.hash).first()
        if current is not None and current.ready != ready:
            current.ready = ready
            current.save(update_fields=["ready"])
    if current is None:
        files.remove_unused(picture.hash)
