"""Wagtail's own screens: whatever they receive goes through the verb, and nothing of the original stays."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, UploadedFile

from media import intake
from media.decoding import Refused
from media.models import Picture
from tests import factories
from tests.media import samples

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


@pytest.fixture
def curator(client):
    person = factories.user(is_superuser=True, is_staff=True)
    client.force_login(person)
    return client


def upload(content=None, name="photo.jpg"):
    return SimpleUploadedFile(name, samples.gps_jpeg() if content is None else content, "image/jpeg")


def in_several(client, sent, **data):
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Tapis", "files[]": sent, **data},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def in_chooser(client, sent, **data):
    collection = Collection.get_first_root_node().pk
    fields = {"title": "Tapis", "collection": collection, **data}
    return client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in {**fields, "file": sent}.items()},
    )


def in_one(client, sent, **data):
    fields = {"title": "Tapis", "collection": Collection.get_first_root_node().pk, "dye": "", **data}
    return client.post(reverse("wagtailimages:add"), {**fields, "file": sent})


def edited(client, picture, **data):
    fields = {"title": picture.title, "collection": picture.collection_id, "dye": picture.dye, "tags": "", **data}
    return client.post(reverse("wagtailimages:edit", args=[picture.pk]), fields)


def words_of(answer):
    """What the person reads, whether the answer is a page or the JSON of Wagtail's script."""
    if answer["Content-Type"].startswith("text/html"):
        return answer.content.decode()
    told = answer.json()
    return told.get("error_message") or told["htmlFragment"]


WAYS = [in_several, in_chooser, in_one]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [samples.gps_jpeg, samples.gps_heic, samples.mpo])
def test_admin_upload_goes_through_the_verb(curator, stored, run_tasks, way, make):
    way(curator, upload(make(), "photo.heic" if make is samples.gps_heic else "photo.jpg"))
    picture = Picture.objects.get()
    assert (picture.title, picture.dye, picture.width, picture.height) == ("Tapis", "madder", 640, 480)
    assert picture.uploaded_by_user is not None
    assert picture.file.name == f"masters/{picture.hash[:2]}/{picture.hash}.jpg"
    run_tasks()
    assert Picture.objects.get().ready.startswith("160 320 480 640 share-")
    assert not [name for name, content in stored().items() if samples.GPS_MARK in content]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo"])
def test_admin_upload_decides_by_content_not_by_name(curator, stored, way, name):
    way(curator, upload(samples.saved(samples.scene(), "WEBP"), name))
    assert Picture.objects.get().width == 640


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sent", [b"<svg/>", samples.animated("PNG"), samples.gps_jpeg()[:3000]])
def test_admin_upload_refused_leaves_nothing_and_says_why(curator, stored, way, sent):
    answer = way(curator, upload(sent, "photo.png"))
    assert answer.status_code == 200
    assert not Picture.objects.exists()
    assert not stored()
    assert str(Refused("broken" if sent.startswith(b"\xff\xd8") else "type")) in words_of(answer)


@pytest.mark.parametrize("wrong", [{"title": "x" * 300}, {"collection": 999_999}])
def test_admin_upload_with_wrong_words_is_not_parked_as_it_was_sent(curator, stored, wrong):
    Collection.get_first_root_node().add_child(name="Fairs")
    answer = in_several(curator, upload(), **wrong).json()
    assert answer["success"] is False
    assert not UploadedFile.objects.exists()
    assert not stored()


def test_admin_upload_dye_chosen_is_kept(curator, stored):
    in_one(curator, upload(), dye="sky")
    assert Picture.objects.get().dye == "sky"


def test_admin_edit_of_words_keeps_the_photograph(curator, stored):
    picture = intake.take_in(samples.gps_jpeg(), title="Tapis")
    before = stored()
    answer = edited(curator, picture, title="Tapis rouge", alt_ar="زربية حمراء", dye="rose")
    assert answer.status_code == 302
    picture = Picture.objects.get()
    assert (picture.title, picture.alt("ar"), picture.dye) == ("Tapis rouge", "زربية حمراء", "rose")
    assert stored() == before


def test_admin_edit_with_another_photo_replaces_the_files(
    curator, stored, run_tasks, django_capture_on_commit_callbacks
):
    picture = intake.take_in(samples.gps_jpeg(), title="Tapis")
    old = picture.hash
    other = samples.saved(samples.scene((500, 700), (40, 60, 150)), "JPEG", exif=samples.exif())
    with django_capture_on_commit_callbacks(execute=True):
        assert edited(curator, picture, file=upload(other)).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.dye, picture.ready) == (500, 700, "indigo", "320")
    run_tasks()
    assert Picture.objects.get().ready == "160 320 480 500 share-indigo"
    assert not [name for _alias, name in stored() if old in name]
    assert not [name for name, content in stored().items() if samples.GPS_MARK in content]


def test_admin_edit_with_the_same_photo_keeps_the_files(curator, stored, django_capture_on_commit_callbacks):
    picture = intake.take_in(samples.gps_jpeg(), title="Tapis")
    before = stored()
    with django_capture_on_commit_callbacks(execute=True):
        edited(curator, picture, file=upload())
    assert before.items() <= stored().items()


def test_admin_screens_show_a_picture_whose_master_is_private(curator, stored):
    picture = intake.take_in(samples.gps_jpeg(), title="Tapis")
    addresses = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages:delete", args=[picture.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
    ]
    for address in addresses:
        assert curator.get(address).status_code == 200, address
    renditions = [name for alias, name in stored() if alias == "default" and name.startswith("images/")]
    assert renditions
    assert not [name for alias, name in stored() if alias == "default" and name.startswith("masters/")]


def test_admin_upload_field_names_heic(curator, stored):
    for address in (
        reverse("wagtailimages:add_multiple"),
        reverse("wagtailimages:add"),
        reverse("wagtailimages_chooser:choose"),
    ):
        assert "image/heic" in curator.get(address).content.decode(), address


def test_master_is_for_staff_with_permission(curator, client, stored):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Tapis")
    answer = curator.get(picture.file.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content) == stored()["private", picture.file.name]
    assert answer["Cache-Control"].startswith("private")
    for person in (factories.user(), factories.user(is_staff=True)):
        client.force_login(person)
        assert client.get(picture.file.url).status_code in (302, 403)
    client.logout()
    assert client.get(picture.file.url).status_code == 302


def test_master_of_no_picture_is_not_found(curator, stored):
    assert curator.get(reverse("picture_master", args=["0" * 32])).status_code == 404
