"""Pictures and voices of a shop that keeps its files in S3, against a real server that looks at signatures."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError
from django.core.checks import Error
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from marketplace import growing
from media import checks, files, finishing, intake, sizes, spoken_files, sweeping
from media.models import Picture
from tests import seaweed
from tests.media import samples


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    seaweed.needed()
    with seaweed.running(tmp_path_factory.mktemp("seaweed")) as address:
        yield address


@pytest.fixture
def s3(address, settings):
    """A shop with its files there; at the end there are none."""
    use(settings, seaweed.environment(address))
    yield settings.S3
    use(settings, seaweed.environment(address))
    for alias in ("default", "private"):
        for entry in storages[alias].bucket.objects.all():
            entry.delete()


def use(settings, given):
    settings.S3 = given
    settings.STORAGES = settings.STORAGES | growing.S3_STORAGES


def asked(address, **headers):
    """(status, headers) of what anybody gets there."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:  # noqa: S310
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def read(alias, name):
    with storages[alias].open(name) as file:
        return file.read()


def plain(address, bucket, name):
    return f"{address}/{bucket}/{name}"


def photo():
    return ContentFile(samples.saved(samples.scene(), "JPEG"), "tapis.jpg")


@pytest.fixture
def picture(s3, db):
    picture = intake.take_in(photo(), title="Tapis")
    finishing.finish(picture.pk)
    return Picture.objects.get(pk=picture.pk)


def test_upload_to_s3_shows_its_sizes_to_anybody_and_its_master_to_nobody(picture, address):
    names = [
        sizes.name_of(picture.hash, width, kind) for width in sizes.widths_of(picture.width) for kind in sizes.FORMATS
    ]
    for name in names:
        url = storages["default"].url(name)
        assert url == plain(address, seaweed.PUBLIC, name)
        status, headers = asked(url)
        assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        assert headers["Content-Type"] == ("image/avif" if name.endswith("avif") else "image/jpeg")
    master = files.master_name(picture.hash)
    assert storages["private"].exists(master)
    assert asked(plain(address, seaweed.PRIVATE, master))[0] == 403
    assert asked(plain(address, seaweed.PUBLIC, master))[0] == 404
    assert asked(plain(address, seaweed.PUBLIC, ""))[0] == 403, "nobody is told what there is"


def test_picture_in_s3_is_shown_by_plain_addresses(picture, address):
    from media.markup import picture_html

    shown = picture_html(picture, sizes_attribute="100vw")
    assert f'src="{address}/{seaweed.PUBLIC}/p/' in shown
    assert "X-Amz" not in shown
    assert seaweed.KEY not in shown


def test_master_in_s3_is_read_by_staff_alone(picture, admin, client):
    from django.urls import reverse

    url = reverse("picture_master", args=[picture.hash])
    answer = admin.get(url)
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, content[:2], len(content)) == (200, b"\xff\xd8", picture.file_size)
    assert client.get(url).status_code in {302, 403}


def test_private_file_in_s3_has_no_address(s3):
    with pytest.raises(ValueError, match="no address"):
        storages["private"].url("masters/ab/abc.jpg")


@pytest.mark.parametrize("wrong", [{"S3_ACCESS_KEY_ID": "another"}, {"S3_SECRET_ACCESS_KEY": "another"}])
def test_wrong_key_is_refused_by_s3(s3, settings, wrong):
    use(settings, s3 | wrong)
    with pytest.raises(ClientError, match="403"):
        storages["private"].save("masters/ab/abc.jpg", ContentFile(b"x"))
    (found,) = [error for error in checks.check_s3_does_what_the_shop_needs(None) if seaweed.PRIVATE in error.msg]
    assert isinstance(found, Error)
    assert settings.S3["S3_SECRET_ACCESS_KEY"] not in found.msg


def test_deleting_the_last_picture_of_its_kind_takes_its_files_from_s3(
    picture, run_tasks, django_capture_on_commit_callbacks
):
    twin = intake.take_in(photo(), title="Encore")
    assert twin.hash == picture.hash

    def forget(one):
        with django_capture_on_commit_callbacks(execute=True):
            one.delete()
        with django_capture_on_commit_callbacks(execute=True):
            run_tasks()

    run_tasks()
    forget(twin)
    assert storages["private"].exists(files.master_name(picture.hash))
    forget(picture)
    assert not storages["private"].exists(files.master_name(picture.hash))
    assert files.stored_sizes(picture.hash) == []


def test_sweep_of_s3_removes_what_nobody_has_and_is_old(picture, monkeypatch):
    orphan = "ab" * 16
    for storage, name in (("private", files.master_name(orphan)), ("default", sizes.name_of(orphan, 320, "jpg"))):
        storages[storage].save(name, ContentFile(b"x"))
    assert set(files.stored_hashes()) == {picture.hash, orphan}
    assert files.modified(orphan) is not None
    assert files.modified("cd" * 16) is None
    assert sweeping.remove_orphans() == 0, "it may belong to a picture whose row is being written"
    monkeypatch.setattr(sweeping, "YOUNG", timedelta(0))
    assert sweeping.remove_orphans() == 1
    assert set(files.stored_hashes()) == {picture.hash}


def test_keeping_a_file_in_s3_twice_writes_it_once_and_mends_a_piece_of_it(s3):
    storage = storages["private"]
    files.keep(storage, "masters/ab/abc.jpg", b"whole")
    files.keep(storage, "masters/ab/abc.jpg", b"whole")
    assert storage.listdir("masters/ab") == ([], ["abc.jpg"])
    storage.bucket.Object("masters/ab/abc.jpg").put(Body=b"who")
    files.keep(storage, "masters/ab/abc.jpg", b"whole")
    assert read("private", "masters/ab/abc.jpg") == b"whole"
    assert storage.save("masters/ab/abc.jpg", ContentFile(b"other")) != "masters/ab/abc.jpg"


def test_part_of_a_voice_in_s3_is_fetched_alone(s3, monkeypatch):
    name = spoken_files.name_of("ab" * 16, "webm")
    storages["private"].save(name, ContentFile(bytes(range(256)) * 4))
    monkeypatch.setattr(type(storages["private"]), "_open", None)
    assert spoken_files.read_part(name, 254, 4) == b"\xfe\xff\x00\x01"
    with pytest.raises(FileNotFoundError):
        spoken_files.read_part(spoken_files.name_of("cd" * 16, "webm"), 0, 4)


def test_storages_in_s3_are_named_without_their_keys(s3):
    """Wagtail writes this into the queue, for each file to delete."""
    assert storages["default"].deconstruct() == ("media.s3.PublicFiles", (), {})
    assert storages["private"].deconstruct() == ("media.s3.PrivateFiles", (), {})


def test_check_of_buckets_that_are_right_says_nothing_and_leaves_nothing(s3):
    assert checks.check_s3_does_what_the_shop_needs(None) == []
    assert [list(storages[alias].bucket.objects.all()) for alias in ("default", "private")] == [[], []]


def test_check_of_buckets_the_wrong_way_round_says_so(s3, settings):
    swapped = {"S3_PUBLIC_BUCKET": seaweed.PRIVATE, "S3_PRIVATE_BUCKET": seaweed.PUBLIC}
    use(settings, s3 | swapped)
    found = checks.check_s3_does_what_the_shop_needs(None)
    assert [error.id for error in found] == ["media.E002", "media.E003"]


def test_moving_to_s3_copies_both_kinds_of_files(s3, settings, tmp_path, capsys):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    for root, name in ((settings.MEDIA_ROOT, "p/ab/abc-320.jpg"), (settings.PRIVATE_ROOT, "masters/ab/abc.jpg")):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(name.encode())
    call_command("move_to_s3")
    call_command("move_to_s3")
    assert read("default", "p/ab/abc-320.jpg") == b"p/ab/abc-320.jpg"
    assert read("private", "masters/ab/abc.jpg") == b"masters/ab/abc.jpg"
    assert f"1 files of {settings.MEDIA_ROOT} are in {seaweed.PUBLIC}." in capsys.readouterr().out
