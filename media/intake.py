"""The one door for photographs: what comes in here is a picture, what does not is refused with a reason."""

import hashlib

from django.db import transaction

from media import files, locks, tasks
from media.decoding import Prepared, Refused, prepare
from media.models import Dye, Picture

__all__ = ["Prepared", "Refused", "fill", "prepare", "prepare_alone", "save_with_sizes_to_come", "store", "take_in"]


def take_in(file, *, title, actor=None, alt=None, dye=None):
    """A new Picture of the upload `file`, shown at once on cards (of a HEIC: as soon as the worker has been there).

    Raises Refused and nothing else for whatever the file holds. Takes up to 5 s; never call it in a transaction.
    """
    return store(prepare_alone(file), title=title, actor=actor, alt=alt, dye=dye)


def prepare_alone(file):
    """`prepare`, while no other photograph is decoded on this machine."""
    with locks.decoding():
        return prepare(file)


def store(prepared: Prepared, *, title, actor=None, alt=None, dye=None):
    """Keep what `prepare` made: its files first, then its row together with the task for the other sizes."""
    picture = Picture(
        title=title.strip()[:255],
        uploaded_by_user=actor,
        **{f"alt_{language}": words[:250] for language, words in (alt or {}).items()},
    )
    with locks.of(prepared.hash):
        files.write(prepared)
        fill(picture, prepared, dye=dye)
        save_with_sizes_to_come(picture, picture.save)
    return picture


def fill(picture, prepared, *, dye=None):
    """Give `picture` the columns that come from its photograph; its files are stored already."""
    picture.hash, picture.ready = prepared.hash, prepared.ready
    picture.file = files.master_name(prepared.hash)
    picture.width, picture.height = prepared.width, prepared.height
    picture.dye = Dye(dye or prepared.dye)
    picture.file_size = len(prepared.master)
    picture.file_hash = hashlib.sha1(prepared.master, usedforsecurity=False).hexdigest()


def save_with_sizes_to_come(picture, save):
    """Let `save` write the row; the task is enqueued with it, or neither is."""
    with transaction.atomic():
        save()
        # Without a size to show yet it goes before those that only want larger ones.
        tasks.finish.using(priority=0 if picture.ready else tasks.FIRST).enqueue(picture.pk)
