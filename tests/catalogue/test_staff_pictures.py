"""A picture that a product has is not deleted, from whichever of Wagtail's screens."""

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
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


def test_photo_of_a_product_is_not_deleted_from_the_screen_of_uploads(piece, photo):
    admin = signed_in(administrator())

    response = admin.post(reverse("wagtailimages:delete_multiple", args=[photo.pk]))

    sentence = said("“%(row)s” is in use, so it stays.", row=photo.title)
    assert (response.status_code, response.json()) == (409, {"success": False, "error_message": sentence})
    assert Picture.objects.filter(pk=photo.pk).exists()
    assert sentence in text(admin.get(reverse("wagtailadmin_home")))


def test_photo_put_into_a_product_while_it_is_deleted_is_answered_with_a_sentence(photo, monkeypatch):
    admin = signed_in(administrator())

    def somebody_was_faster(self):
        raise IntegrityError("violates foreign key constraint")

    monkeypatch.setattr("wagtail.images.views.images.DeleteView.delete_action", somebody_was_faster)
    monkeypatch.setattr(Picture, "delete", somebody_was_faster)
    stays = said("“%(row)s” is in use, so it stays.", row=photo.title)
    assert stays in text(admin.post(reverse("wagtailimages:delete", args=[photo.pk]), follow=True))
    assert admin.post(reverse("wagtailimages:delete_multiple", args=[photo.pk])).status_code == 409


def test_photos_deleted_together_are_held_while_it_is_looked_whether_a_product_has_them(photo):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite holds the whole database")
    admin = signed_in(administrator())
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
    with CaptureQueriesContext(connection) as queries:
        admin.post(f"{address}?id={photo.pk}&next={reverse('wagtailimages:index')}")
    about = [query["sql"] for query in queries if "media_picture" in query["sql"] or "productpicture" in query["sql"]]
    held = next(place for place, sql in enumerate(about) if sql.endswith("FOR UPDATE"))
    looked = next(place for place, sql in enumerate(about) if "productpicture" in sql)
    assert held < looked
    assert not Picture.objects.exists()


def test_photos_of_no_product_are_deleted_from_every_screen(db):
    admin = signed_in(administrator())
    one, two, three, four = (factories.picture() for _n in range(4))
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])

    admin.post(reverse("wagtailimages:delete", args=[one.pk]))
    admin.post(f"{address}?id={two.pk}&id={three.pk}&next={reverse('wagtailimages:index')}")
    response = admin.post(reverse("wagtailimages:delete_multiple", args=[four.pk]))

    assert response.json()["success"]
    assert not Picture.objects.exists()
