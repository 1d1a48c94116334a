from pathlib import Path

import pytest
from django.core.files.storage import storages


def everything_in(storage, folder=""):
    folders, files = storage.listdir(folder)
    here = [f"{folder}/{name}".lstrip("/") for name in files]
    return here + [name for each in folders for name in everything_in(storage, f"{folder}/{each}".lstrip("/"))]


@pytest.fixture
def stored(tmp_path, settings):
    """Empty storages; call it to read every stored file, as {(alias, name): bytes}."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "public", "base_url": "/media/"}},
        "private": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "private", "base_url": None}},
    }
    (tmp_path / "public").mkdir()
    (tmp_path / "private").mkdir()

    def read():
        return {
            (alias, name): Path(storages[alias].path(name)).read_bytes()
            for alias in ("default", "private")
            for name in everything_in(storages[alias])
        }

    return read
