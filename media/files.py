"""A picture's files, named by their content: the master in the private storage, the sizes in the public one.

Pictures with the same bytes share files, so nothing is deleted by name: files go when the last row with their hash is
gone.
"""

from contextlib import suppress

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.urls import reverse
from django.utils.deconstruct import deconstructible

from media import locks, sizes


def master_name(hash_):
    return f"masters/{hash_[:2]}/{hash_}.jpg"


@deconstructible
class Masters(Storage):
    """The private storage as Wagtail sees it: a name has one content, `url` is for staff, `delete` minds other pictures."""

    @property
    def private(self):
        return storages["private"]

    def save(self, name, content, max_length=None):
        return name if self.private.exists(name) else self.private.save(name, content, max_length=max_length)

    def open(self, name, mode="rb"):
        return self.private.open(name, mode)

    def exists(self, name):
        return self.private.exists(name)

    def size(self, name):
        return self.private.size(name)

    def path(self, name):
        return self.private.path(name)

    def listdir(self, path):
        return self.private.listdir(path)

    def get_modified_time(self, name):
        return self.private.get_modified_time(name)

    def url(self, name):
        return reverse("picture_master", args=[_hash_in(name)])

    def delete(self, name):
        """Once the transaction that gave the file up is committed, and if no other picture has it."""
        hash_ = _hash_in(name)
        transaction.on_commit(lambda: remove_unused(hash_))


def write(prepared):
    """Store the files of a `Prepared` that are not there yet. File work: not in a transaction."""
    keep(storages["private"], master_name(prepared.hash), prepared.master)
    write_sizes(prepared.hash, prepared.sizes)


def write_sizes(hash_, made):
    """Store `{width: {format: bytes}}`."""
    for width, formats in made.items():
        for format_, content in formats.items():
            keep(storages["default"], sizes.name_of(hash_, width, format_), content)


def write_share(hash_, dye, content):
    keep(storages["default"], sizes.share_name(hash_, dye), content)


def remove_unused(hash_):
    """Delete the files named `hash_`, unless a picture has them; one that is just coming in is waited for."""
    with locks.of(hash_):
        if not apps.get_model("media.Picture").objects.filter(hash=hash_).exists():
            storages["private"].delete(master_name(hash_))
            for name in stored_sizes(hash_):
                storages["default"].delete(name)


def stored_sizes(hash_):
    """The names of all sizes there are of `hash_`, those of former lists of widths too."""
    folder = f"p/{hash_[:2]}"
    _folders, names = listed(storages["default"], folder)
    return [f"{folder}/{file}" for file in names if file.startswith(f"{hash_}-")]


def stored_hashes():
    """The hash of every stored file, master or size."""
    for storage, root in ((storages["private"], "masters"), (storages["default"], "p")):
        for folder in listed(storage, root)[0]:
            yield from {_hash_in(file) for file in listed(storage, f"{root}/{folder}")[1]}


def modified(hash_):
    """When the master was written, or None."""
    with suppress(FileNotFoundError):
        return storages["private"].get_modified_time(master_name(hash_))


def keep(storage, name, content):
    """Idempotent: a file of the right size is left alone, a piece of one (its writer was killed) is replaced."""
    if storage.exists(name):
        if storage.size(name) == len(content):
            return
        storage.delete(name)
    stored = storage.save(name, ContentFile(content))
    if stored != name:
        # Somebody wrote the same content at the same moment, and Django made up another name.
        storage.delete(stored)


def _hash_in(name):
    return name.rsplit("/", 1)[-1].split(".", 1)[0].split("-", 1)[0]


def listed(storage, path):
    """(folders, files) there, none where nothing was written yet."""
    try:
        return storage.listdir(path)
    except FileNotFoundError:
        return [], []
