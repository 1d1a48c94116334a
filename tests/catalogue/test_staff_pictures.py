"""A picture that a product has is not deleted, from whichever of Wagtail's screens."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from media.models import Picture
from tests import factories
from tests.sayings import said, text
from tests.staff import administrator, signed_in

pytestmark = pytest.mark.django_db

IN_PRODUCTS = (
    "%(n)s of these pictures is in a product, so none was deleted.",
    "%(n)s of these pictures are in products, so none was deleted.",
)


def test_photo_of_a_product_is_not_deleted_from_its_screen(piece, photo):
    admin = signed_in(administrator())

    response = admin.post(reverse("wagtailimages:delete", args=[photo.pk]), follow=True)

    assert Picture.objects.filter(pk=photo.pk).exists()
    assert said("“%(row)s” is in use, so it stays.", row=photo.title) in text(response)


def test_photos_of_which_a_product_has_one_are_not_deleted_together(piece, photo):
    admin = signed_in(administrator())
    free = factories.picture()
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
    query = f"id={photo.pk}&id={free.pk}&next={reverse('wagtailimages:index')}"

    # The free one has no file for the list to show: what the next screen says is read from the messages.
    response = admin.post(f"{address}?{query}")

    assert response.status_code == 302
    assert set(Picture.objects.filter(pk__in=[photo.pk, free.pk])) == {photo, free}
    sentence = said(*IN_PRODUCTS, 1, n=1)
    assert [str(message).strip() for message in get_messages(response.wsgi_request)] == [sentence]


def test_photos_of_no_product_are_deleted_from_either_screen(db):
    admin = signed_in(administrator())
    one, two, three = (factories.picture() for _n in range(3))
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])

    admin.post(reverse("wagtailimages:delete", args=[one.pk]))
    admin.post(f"{address}?id={two.pk}&id={three.pk}&next={reverse('wagtailimages:index')}")

    assert not Picture.objects.exists()
