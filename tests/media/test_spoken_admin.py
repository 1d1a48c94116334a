"""The staff's screens of recordings: what they receive goes through the verb, and nothing of the original stays."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import ReferenceIndex

from media.models import Film, Recording
from media.recording import take_in_recording
from media.sounds import MESSAGES
from tests import factories
from tests.media import sounds
from tests.staff import signed_in, staff
from vendors.stories import write_story

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Fadma",
    "speaker": "Fadma",
    "language": "ary",
    "transcript": "",
    "translation_fr": "",
    "translation_ar": "",
    "translation_en": "",
}


def upload(content, name="voice.m4a"):
    return SimpleUploadedFile(name, content, "audio/mp4")


def add(client, sent, kind="recordings", **words):
    return client.post(reverse(f"{kind}:add"), {**WORDS, **words, "file": sent})


def test_upload_is_taken_in_without_its_position(admin, curator, stored):
    assert add(admin, upload(sounds.gps_m4a()), transcript="كنصبغ").status_code == 302
    kept = Recording.objects.get()
    assert (kept.title, kept.language, kept.transcript, kept.uploaded_by) == ("Fadma", "ary", "كنصبغ", curator)
    assert len(stored()) == 2
    assert not [name for name, content in stored().items() if sounds.GPS_MARK in content]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: b"only words", "song.mp3"),
        (lambda: b"", "empty.mp3"),
        (sounds.video, "voice.m4a"),
        (lambda: sounds.m4a()[:6000], "voice.m4a"),
    ],
)
def test_upload_refused_leaves_nothing_and_says_so(admin, stored, make, name):
    answer = add(admin, upload(make(), name))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Recording.objects.exists()
    assert not stored()


def test_upload_refused_says_why_in_the_persons_language(admin, stored):
    page = add(admin, upload(b"only words", "song.mp3")).content.decode()
    with translation.override("fr"):
        assert str(MESSAGES["type"]) in html.unescape(page)


def test_upload_with_wrong_words_stores_nothing(admin, stored):
    answer = add(admin, upload(sounds.m4a()), language="xx")
    assert "file" in answer.context["form"].errors
    assert not stored()


def test_upload_too_large_is_refused(admin, stored, settings):
    settings.RECORDING_MAX_BYTES = 1000
    assert "trop lourd" in str(add(admin, upload(sounds.m4a())).context["form"].errors["file"])


def test_words_change_without_a_new_file(admin, stored):
    kept = take_in_recording(sounds.wav(), title="x", language="fr")
    before = stored()
    answer = admin.post(reverse("recordings:edit", args=[kept.pk]), {**WORDS, "title": "y"})
    assert answer.status_code == 302
    assert Recording.objects.get().title == "y"
    assert stored() == before


def test_another_file_replaces_the_former(admin, stored, django_capture_on_commit_callbacks):
    kept = take_in_recording(sounds.wav(), title="x", language="fr")
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("recordings:edit", args=[kept.pk]), {**WORDS, "file": upload(sounds.m4a(1.0))})
    replaced = Recording.objects.get()
    assert replaced.hash != kept.hash
    assert {name.rsplit("/", 1)[1].split(".")[0] for _alias, name in stored()} == {replaced.hash}


def test_chooser_takes_an_upload_in(admin, curator, stored):
    answer = admin.post(reverse("recording_chooser:create"), {**WORDS, "file": upload(sounds.ogg(), "v.opus")})
    assert answer.status_code == 200
    assert Recording.objects.get().uploaded_by == curator


def test_screens_show_what_there_is(admin, stored):
    kept = take_in_recording(sounds.wav(), title="Chez Fadma", language="fr")
    assert "Chez Fadma" in admin.get(reverse("recordings:index")).content.decode()
    page = admin.get(reverse("recordings:edit", args=[kept.pk])).content.decode()
    assert f"/spoken/{kept.hash}.webm" in page
    assert "Chez Fadma" in admin.get(reverse("recording_chooser:choose")).content.decode()


def test_recording_in_use_stays_and_it_is_said(admin, stored):
    kept = take_in_recording(sounds.wav(), title="Chez Fadma", language="fr")
    factories.maker(factories.vendor(), voice=kept)
    answer = admin.post(reverse("recordings:delete", args=[kept.pk]), follow=True)
    assert Recording.objects.exists()
    with translation.override("fr"):
        sentence = gettext("“%(row)s” is in use, so it stays.") % {"row": kept}
    assert sentence in html.unescape(answer.content.decode())


def test_recording_in_a_story_stays(admin, stored, curator, run_tasks):
    kept = take_in_recording(sounds.wav(), title="Chez Fadma", language="fr")
    page = write_story(factories.vendor(), "fr", ["Elle tisse."], actor=curator)
    page.body.append(("voice", {"recording": kept}))
    page.save_revision().publish()
    run_tasks()
    assert ReferenceIndex.get_references_to(kept).exists()
    admin.post(reverse("recordings:delete", args=[kept.pk]))
    assert Recording.objects.exists()


def test_recording_unused_goes(admin, stored):
    kept = take_in_recording(sounds.wav(), title="x", language="fr")
    assert admin.post(reverse("recordings:delete", args=[kept.pk])).status_code == 302
    assert not Recording.objects.exists()


def test_video_is_taken_in(admin, stored):
    assert add(admin, upload(sounds.gps_video(), "film.mov"), "films").status_code == 302
    assert (Film.objects.get().format, len(stored())) == ("mp4", 1)
    assert not [name for name, content in stored().items() if sounds.GPS_MARK in content]


@pytest.mark.parametrize(
    ("group", "status"), [("Curator", 200), ("Moderator", 302), ("Order desk", 302), ("Finance", 302)]
)
def test_only_curators_add(stored, group, status):
    assert signed_in(staff(group)).get(reverse("recordings:add")).status_code == status


def test_visitors_see_no_screen(client):
    assert client.get(reverse("recordings:index")).status_code == 302
