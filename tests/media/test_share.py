"""The picture that networks show of a shared page: made in the background, whole, on its dye."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from media import colour, finishing, intake, sizes, sweeping
from media.markup import share_url
from media.models import Picture
from tests import factories
from tests.media import samples


@pytest.mark.parametrize("dye", colour.DYES)
def test_ground_is_the_dye_as_a_screen_shows_it(dye):
    red, green, blue = colour.ground(dye)
    square = Image.new("RGB", (40, 40), (red, green, blue))
    assert colour.nearest_dye(square) == dye


@pytest.mark.parametrize(
    ("size", "shown"), [((2000, 2000), (550, 550)), ((3000, 500), (1120, 187)), ((90, 60), (90, 60))]
)
def test_share_shows_the_picture_whole_in_the_middle_of_its_ground(size, shown):
    made = sizes.make_share(Image.new("RGB", size, (255, 255, 255)), colour.ground("indigo"))
    image = Image.open(BytesIO(made))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    bright = image.convert("L").point(lambda value: 255 if value > 160 else 0).getbbox()
    width, height = bright[2] - bright[0], bright[3] - bright[1]
    assert abs(width - shown[0]) <= 2
    assert abs(height - shown[1]) <= 2
    assert abs(bright[0] - (1200 - bright[2])) <= 2
    assert abs(bright[1] - (630 - bright[3])) <= 2
    corner = image.getpixel((2, 2))
    assert all(abs(a - b) < 8 for a, b in zip(corner, colour.ground("indigo"), strict=True))


def test_share_url_before_it_is_made_is_empty():
    picture = SimpleNamespace(hash="ab" * 16, ready="160 320")
    assert share_url(picture) == ""
    picture.ready = "160 320 share-indigo"
    assert share_url(picture) == f"/media/p/ab/{'ab' * 16}-share-indigo.jpg"
    assert sizes.read(picture.ready) == [160, 320]


@pytest.mark.django_db
def test_finish_makes_what_is_shared_and_makes_it_again_on_another_dye(stored):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo", dye="rose")
    assert share_url(picture) == ""
    finishing.finish(picture.pk)
    assert sizes.shared(Picture.objects.get().ready) == "rose"
    assert not sweeping.unfinished()
    Picture.objects.update(dye="fir")
    assert sweeping.unfinished() == [picture.pk]
    finishing.finish(picture.pk)
    assert sizes.shared(Picture.objects.get().ready) == "fir"
    assert ("default", sizes.share_name(picture.hash, "fir")) in stored()


@pytest.mark.django_db
def test_finish_of_a_picture_made_by_an_earlier_release_makes_only_what_is_shared(stored, monkeypatch):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    finishing.finish(picture.pk)
    Picture.objects.update(ready="160 320 480 640")
    monkeypatch.setattr(sizes, "make", lambda *args: pytest.fail("made again"))
    finishing.finish(picture.pk)
    assert Picture.objects.get().ready == f"160 320 480 640 share-{picture.dye}"


@pytest.mark.django_db
def test_unfinished_names_nothing_without_a_photograph():
    factories.picture(hash="")
    assert sweeping.unfinished() == []
