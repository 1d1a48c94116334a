"""The files of recordings and videos, in the private storage: what a visitor hears comes through `media.playing`.

Named by their content, as pictures' are: two rows with the same bytes share files, which go with the last of them.
"""

from contextlib import suppress

from django.apps import apps
from django.core.files.storage import storages
from django.db import transaction

from media import files, locks

FOLDER = "spoken"
TYPES = {"webm": "video/webm", "m4a": "audio/mp4", "mp4": "video/mp4"}
MODELS = ("media.Recording", "media.Film")


def name_of(hash_, format_):
    return f"{FOLDER}/{hash_[:2]}/{hash_}.{format_}"


def storage():
    return storages["private"]


def write(hash_, made):
    """Store `{format: bytes}`. File work: not in a transaction."""
    for format_, content in made.items():
        files.keep(storage(), name_of(hash_, format_), content)


def read_part(name, first, length):
    """So many bytes from `first` on: players ask for a film in a hundred parts, and S3 need not send it whole for each."""
    if hasattr(storage(), "read_part"):
        return storage().read_part(name, first, length)
    with storage().open(name) as file:
        file.seek(first)
        return file.read(length)


def remove_unused(hash_):
    """Delete the files named `hash_`, unless a row has them; one that is just coming in is waited for."""
    with locks.of(hash_):
        if not any(apps.get_model(model).objects.filter(hash=hash_).exists() for model in MODELS):
            for format_ in TYPES:
                storage().delete(name_of(hash_, format_))


def forget_later(hash_):
    """Once the transaction that gave up a row is committed."""
    transaction.on_commit(lambda: remove_unused(hash_))


def stored_hashes():
    folders, _files = files.listed(storage(), FOLDER)
    return {name.split(".", 1)[0] for folder in folders for name in files.listed(storage(), f"{FOLDER}/{folder}")[1]}


def modified(hash_):
    """When its first file was written, or None."""
    for format_ in TYPES:
        with suppress(FileNotFoundError):
            return storage().get_modified_time(name_of(hash_, format_))
    return None
