"""A photograph and products that have it, for the staff's screens."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogue import publishing
from media import intake
from tests import factories


@pytest.fixture
def previews_in_memory(monkeypatch):
    """Wagtail leaves the temporary file of a chooser's preview to the garbage collector, which warns."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda max_size: io.BytesIO())


@pytest.fixture
def photo(db, previews_in_memory):
    """With its files: Wagtail's chooser shows a preview of what is chosen."""
    buffer = io.BytesIO()
    Image.new("RGB", (320, 400), (170, 34, 34)).save(buffer, "JPEG")
    return intake.take_in(SimpleUploadedFile("photo.jpg", buffer.getvalue(), "image/jpeg"), title="Tapis")


@pytest.fixture
def piece(photo):
    return factories.published(title="Tapis d’Azilal", price=185000, on_hand=2, pictures=[photo])


@pytest.fixture
def waiting(photo):
    """Submitted, not yet looked at."""
    product = factories.product(pictures=[photo])
    publishing.submit(product, actor=factories.user())
    return product
