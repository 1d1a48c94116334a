"""Taking a voice in, keeping it, giving it up."""

import pytest

from media import recording, spoken_files, sweeping
from media.models import Film, Recording
from media.recording import Refused, take_in_recording
from tests import factories
from tests.media import sounds

pytestmark = pytest.mark.django_db


def test_recording_is_stored_privately_and_heard_at_once(stored):
    person = factories.user()
    kept = take_in_recording(sounds.gps_m4a(), title="Fadma", language="ary", actor=person, speaker="Fadma")
    assert (kept.language, kept.speaker, kept.uploaded_by, kept.has_aac) == ("ary", "Fadma", person, True)
    assert (kept.seconds, kept.length, len(kept.heights)) == (2, "0:02", 60)
    files = stored()
    folder = f"spoken/{kept.hash[:2]}/{kept.hash}"
    assert set(files) == {("private", f"{folder}.webm"), ("private", f"{folder}.m4a")}
    assert not [name for name, content in files.items() if sounds.GPS_MARK in content]


def test_recording_refused_leaves_nothing(stored):
    with pytest.raises(Refused):
        take_in_recording(b"words", title="x", language="fr")
    assert not stored()
    assert not Recording.objects.exists()


def test_long_recording_gets_its_aac_from_the_worker(stored, monkeypatch, run_tasks):
    monkeypatch.setattr("media.sounds.AT_ONCE", 1)
    kept = take_in_recording(sounds.wav(), title="Fadma", language="fr")
    assert not kept.has_aac
    run_tasks()
    kept.refresh_from_db()
    assert kept.has_aac
    assert {name.rsplit(".", 1)[1] for _alias, name in stored()} == {"webm", "m4a"}
    before = stored()
    recording.finish(kept.pk)
    assert stored() == before


def test_aac_that_a_lost_task_left_undone_is_swept_up(stored, monkeypatch, run_tasks):
    monkeypatch.setattr("media.sounds.AT_ONCE", 1)
    kept = take_in_recording(sounds.wav(), title="Fadma", language="fr")
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
    sweeping.sweep()
    assert not DBTaskResult.objects.exists()
    Recording.objects.update(created_at=kept.created_at - 2 * sweeping.PATIENCE)
    sweeping.sweep()
    run_tasks()
    assert Recording.objects.get().has_aac


def test_files_go_with_the_last_that_has_them(stored, django_capture_on_commit_callbacks):
    first, second = (take_in_recording(sounds.wav(), title=title, language="fr") for title in "ab")
    assert first.hash == second.hash
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert len(stored()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        second.delete()
    assert not stored()


def test_orphans_are_removed_when_they_are_old(stored, monkeypatch):
    kept = take_in_recording(sounds.wav(), title="a", language="fr")
    Recording.objects.all().delete()
    assert sweeping.remove_orphans() == 0
    monkeypatch.setattr(sweeping, "YOUNG", -sweeping.YOUNG)
    assert sweeping.remove_orphans() == 1
    assert not stored()
    assert spoken_files.modified(kept.hash) is None
    assert not Film.objects.exists()


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", ("mots", "fr")), ("ar", ("كلام", "ar")), ("en", ("كلام", "ar"))],
)
def test_words_are_in_the_readers_language_else_in_the_one_spoken(language, shown):
    voice = Recording(language="ar", transcript="كلام", translation_fr="mots")
    assert voice.words_in(language) == shown


def test_words_of_a_language_that_no_page_has_are_shown_before_other_translations():
    voice = Recording(language="zgh", transcript="awal", translation_en="words")
    assert voice.words_in("fr") == ("awal", "zgh")
    assert voice.words_in("en") == ("words", "en")
    assert Recording(language="zgh").words_in("fr") == ("", "")
