"""What taking in, finishing, deleting and sweeping leave in the database and in the two storages."""

import threading
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media import files, finishing, intake, locks, sizes, sweeping
from media.models import Picture
from tests import factories
from tests.media import samples

pytestmark = pytest.mark.django_db


def names(stored, alias):
    return sorted(name for where, name in stored() if where == alias)


def size_names(picture, *widths):
    return sorted(sizes.name_of(picture.hash, width, format_) for width in widths for format_ in ("avif", "jpg"))


def finished_names(picture, *widths):
    return sorted([*size_names(picture, *widths), sizes.share_name(picture.hash, picture.dye)])


def queued():
    tasks = DBTaskResult.objects.ready().filter(task_path="media.tasks.finish")
    return [result.args_kwargs["args"][0] for result in tasks]


def taken_one_by_one():
    """The paths of all tasks, in the order in which a worker takes them."""
    paths = []
    while task := DBTaskResult.objects.ready().get_locked():
        task.claim("worker")
        paths.append(task.task_path)
    return paths


def test_take_in_photo_gives_a_picture_that_a_card_can_show(stored):
    person = factories.user()
    picture = intake.take_in(
        SimpleUploadedFile("IMG_1.JPG", samples.gps_jpeg()),
        title=" Tapis ",
        actor=person,
        alt={"fr": "Un tapis", "ar": "زربية"},
    )
    picture = Picture.objects.get(pk=picture.pk)
    assert (picture.title, picture.uploaded_by_user, picture.dye) == ("Tapis", person, "madder")
    assert (picture.width, picture.height, picture.ready) == (640, 480, "320")
    assert (picture.alt("fr"), picture.alt("ar"), picture.alt("en")) == ("Un tapis", "زربية", "")
    assert picture.file.name == f"masters/{picture.hash[:2]}/{picture.hash}.jpg"
    assert names(stored, "private") == [picture.file.name]
    assert names(stored, "default") == size_names(picture, 320)
    assert queued() == [picture.pk]


@pytest.mark.parametrize("make", [samples.gps_heic, samples.gps_jpeg])
def test_take_in_after_many_pieces_is_done_before_what_wagtail_indexes(make, stored):
    for _ in range(3):
        factories.published()
    intake.take_in(ContentFile(make()), title="Photo")
    order = taken_one_by_one()
    indexed = [place for place, path in enumerate(order) if path.startswith(("wagtail.", "modelsearch."))]
    assert len(indexed) > 3
    assert order.index("media.tasks.finish") < min(indexed)


def test_take_in_photo_with_position_leaves_no_byte_of_it_in_any_storage(stored, run_tasks):
    for make in (samples.gps_jpeg, samples.gps_heic, samples.mpo):
        intake.take_in(ContentFile(make()), title="Photo")
    run_tasks()
    kept = stored()
    assert len(kept) > 10
    assert not [name for name, content in kept.items() if samples.GPS_MARK in content]


def test_take_in_heic_is_ready_after_the_task_and_goes_first_in_the_queue(stored, run_tasks):
    others = [intake.take_in(ContentFile(samples.gps_jpeg((400 + n, 300))), title="JPEG") for n in range(2)]
    picture = intake.take_in(ContentFile(samples.gps_heic()), title="HEIC")
    assert picture.ready == ""
    assert not [name for name in names(stored, "default") if picture.hash in name]
    assert queued() == [picture.pk, *(other.pk for other in others)]
    run_tasks()
    assert Picture.objects.get(pk=picture.pk).ready == f"160 320 480 640 share-{picture.dye}"


def test_take_in_upload_kept_on_disk_is_read_from_there(stored):
    upload = TemporaryUploadedFile("photo.jpg", "image/jpeg", 0, None)
    upload.write(samples.gps_jpeg())
    assert intake.take_in(upload, title="Photo").ready == "320"


def test_take_in_dye_given_is_kept(stored):
    assert intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo", dye="sky").dye == "sky"


def test_take_in_refused_file_leaves_nothing(stored):
    with pytest.raises(intake.Refused) as refusal:
        intake.take_in(ContentFile(b"<svg/>"), title="Drawing")
    assert refusal.value.reason == "type"
    assert not Picture.objects.exists()
    assert not stored()
    assert not queued()


def test_take_in_task_is_enqueued_with_the_row_or_not_at_all(stored):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
        raise ZeroDivisionError
    assert not Picture.objects.exists()
    assert not queued()


def test_take_in_task_that_cannot_be_enqueued_leaves_no_row(stored, monkeypatch):
    monkeypatch.setattr(intake.tasks, "finish", None)
    with pytest.raises(AttributeError):
        intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    assert not Picture.objects.exists()


def test_finish_makes_every_width_and_says_so(stored, run_tasks):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    run_tasks()
    assert Picture.objects.get(pk=picture.pk).ready == f"160 320 480 640 share-{picture.dye}"
    assert names(stored, "default") == finished_names(picture, 160, 320, 480, 640)


def test_finish_twice_does_no_work_the_second_time(stored, monkeypatch):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    finishing.finish(picture.pk)
    monkeypatch.setattr(sizes, "make", lambda *args: pytest.fail("made again"))
    finishing.finish(picture.pk)


def test_finish_reshelves_what_shows_the_picture(stored, run_tasks):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    product = factories.published(pictures=[picture])
    assert product.card.picture_ready == "320"
    finishing.finish(picture.pk)
    product.card.refresh_from_db()
    assert product.card.picture_ready == f"160 320 480 640 share-{picture.dye}"


def test_finish_of_a_deleted_picture_leaves_no_file(stored, monkeypatch, django_capture_on_commit_callbacks):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    make = sizes.make

    def make_while_it_is_deleted(image, width):
        Picture.objects.filter(pk=picture.pk).delete()
        return make(image, width)

    monkeypatch.setattr(sizes, "make", make_while_it_is_deleted)
    finishing.finish(picture.pk)
    assert not stored()
    finishing.finish(picture.pk)


def test_same_photo_twice_shares_its_files_until_the_last_is_deleted(
    stored, run_tasks, django_capture_on_commit_callbacks
):
    first, second = (intake.take_in(ContentFile(samples.gps_jpeg()), title=title) for title in ("One", "Two"))
    run_tasks()
    whole = stored()
    assert first.hash == second.hash
    assert len(whole) == 1 + 8 + 1
    for picture, left in ((first, whole), (second, {})):
        with django_capture_on_commit_callbacks(execute=True):
            picture.delete()
        # Wagtail's deletion of the master is a task of its own, which asks once it is committed.
        with django_capture_on_commit_callbacks(execute=True):
            run_tasks()
        assert stored() == left


def test_delete_rolled_back_keeps_the_files(stored, run_tasks, django_capture_on_commit_callbacks):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    before = stored()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        Picture.objects.get(pk=picture.pk).delete()
        raise ZeroDivisionError
    run_tasks()
    assert before.items() <= stored().items()


def test_replacing_rolled_back_keeps_the_files(stored, django_capture_on_commit_callbacks):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    before = stored()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        Picture.objects.update(hash="0" * 32)
        picture.file.storage.delete(picture.file.name)
        raise ZeroDivisionError
    assert stored() == before


def test_delete_of_the_files_waits_for_the_same_photo_coming_in(stored, monkeypatch):
    """Its files are written before its row: without the lock they would go in between."""
    prepared = intake.prepare(samples.gps_jpeg())
    files.write(prepared)
    removed = threading.Event()
    monkeypatch.setattr(files, "stored_sizes", lambda hash_: removed.set() or [])
    monkeypatch.setattr("media.files.apps.get_model", lambda name: pytest.fail("looked for rows while one was coming"))

    def remove():
        files.remove_unused(prepared.hash)
        # On PostgreSQL the lock is had by a connection, and this thread's is its own.
        connection.close()

    with locks.of(prepared.hash):
        deleting = threading.Thread(target=remove, daemon=True)
        deleting.start()
        deleting.join(0.3)
        assert deleting.is_alive()
        monkeypatch.undo()
        picture = Picture(title="Photo", hash=prepared.hash)
        monkeypatch.setattr("media.files.apps.get_model", lambda name: type("Rows", (), {"objects": Rows([picture])}))
    deleting.join(5)
    assert not removed.is_set()
    assert storages["private"].exists(files.master_name(prepared.hash))


class Rows(list):
    def filter(self, **conditions):
        return self

    def exists(self):
        return bool(self)


def test_write_replaces_a_file_whose_writer_was_killed(stored):
    prepared = intake.prepare(samples.gps_jpeg())
    storages["private"].save(files.master_name(prepared.hash), ContentFile(prepared.master[:100]))
    files.write(prepared)
    assert stored()["private", files.master_name(prepared.hash)] == prepared.master


def test_decoding_two_photos_is_done_one_after_the_other(stored, monkeypatch):
    at_work, most = [], []

    def slow(file):
        at_work.append(file)
        most.append(len(at_work))
        time.sleep(0.1)
        at_work.remove(file)

    monkeypatch.setattr(intake, "prepare", slow)
    threads = [threading.Thread(target=intake.prepare_alone, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_sweep_enqueues_what_a_lost_task_left_undone(stored):
    lost, young, whole = (
        intake.take_in(ContentFile(samples.gps_jpeg((640 + n, 480))), title=f"Photo {n}") for n in range(3)
    )
    finishing.finish(whole.pk)
    DBTaskResult.objects.all().delete()
    Picture.objects.exclude(pk=young.pk).update(created_at=timezone.now() - sweeping.PATIENCE * 2)
    sweeping.sweep()
    assert queued() == [lost.pk]


def test_media_sweep_finishes_and_removes_files_without_a_picture(stored, monkeypatch):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    files.write(intake.prepare(samples.gps_jpeg((500, 400))))
    call_command("media_sweep", stdout=StringIO())
    assert len(names(stored, "private")) == 2, "a young file may belong to a picture that is coming in"
    monkeypatch.setattr(sweeping, "YOUNG", timezone.timedelta(seconds=-60))
    out = StringIO()
    call_command("media_sweep", stdout=out)
    assert out.getvalue() == "0 finished, 0 failed, 1 without a picture removed.\n"
    assert names(stored, "private") == [picture.file.name]
    assert names(stored, "default") == finished_names(picture, 160, 320, 480, 640)


def test_media_sweep_remake_restores_lost_sizes(stored):
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    finishing.finish(picture.pk)
    before = stored()
    for name in names(stored, "default"):
        storages["default"].delete(name)
    call_command("media_sweep", remake=True, stdout=StringIO())
    assert stored().keys() == before.keys()


def test_media_sweep_broken_master_is_reported_and_does_not_stop_the_others(stored):
    broken = factories.picture()
    picture = intake.take_in(ContentFile(samples.gps_jpeg()), title="Photo")
    out, errors = StringIO(), StringIO()
    call_command("media_sweep", stdout=out, stderr=errors)
    assert out.getvalue().startswith("1 finished, 1 failed")
    assert f"Picture {broken.pk}" in errors.getvalue()
    assert Picture.objects.get(pk=picture.pk).ready == f"160 320 480 640 share-{picture.dye}"
