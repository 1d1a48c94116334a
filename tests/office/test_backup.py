"""A whole shop goes into a folder and comes back, through the commands an operator types."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from marketplace import growing
from marketplace.office import backup, dumps
from marketplace.timetable.models import Beat
from tests import hand, serving
from tests.database import ROOT

SIGN = "from marketplace.accounts.models import User; "
NAMES = SIGN + "print(*sorted(User.objects.values_list('name', flat=True)), sep=',')"


class Shop:
    def __init__(self, var, database):
        self.var = var
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "marketplace.settings", "SECRET_KEY": ""}
        self.environment |= {"VAR_DIR": str(var), "DATABASE_URL": database}
        for folder, words in {"media": "a card", "private": "a master"}.items():
            (var / folder / "1").mkdir(parents=True)
            (var / folder / "1" / "file").write_text(words)

    def in_s3(self):
        """Named, and not spoken to: whatever a backup did there would fail."""
        given = dict.fromkeys(growing.S3, "x") | {
            "S3_PUBLIC_BUCKET": "shop-public",
            "S3_PRIVATE_BUCKET": "shop-private",
        }
        self.environment |= given | {"S3_PUBLIC_ORIGIN": "http://127.0.0.1:9", "S3_ENDPOINT_URL": "http://127.0.0.1:9"}

    def manage(self, *command):
        run = [sys.executable, "manage.py", *command]
        return subprocess.run(run, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)


@pytest.fixture
def shop(transactional_db, tmp_path):
    var = tmp_path / "var"
    var.mkdir()
    with serving.scratch_copy(var) as database:
        shop = Shop(var, database)
        with hand.lent(shop.environment) as shop.do:
            yield shop


def test_backup_of_a_shop_in_s3_says_where_its_files_are_and_comes_back_there_alone(shop, tmp_path):
    with_files, without = tmp_path / "with", tmp_path / "without"
    assert shop.manage("backup", str(with_files)).returncode == 0
    here = shop.environment.copy()
    shop.in_s3()
    saved = shop.manage("backup", str(without))
    assert "The files are not in it: they are in S3, in shop-public and shop-private." in saved.stdout, saved.stderr
    assert not (without / "media").exists()
    assert shop.manage("restore", "--force", str(without)).returncode == 0
    refused = shop.manage("restore", "--force", str(with_files))
    assert "This backup holds files, and here they would lie in S3" in refused.stderr
    shop.environment = here
    refused = shop.manage("restore", "--force", str(without))
    assert "This backup's files are in S3, in shop-public and shop-private" in refused.stderr
    assert (shop.var / "media/1/file").read_text() == "a card"


def test_backup_restored_after_damage_brings_everything_back(shop, tmp_path):
    shop.do(SIGN + "User.objects.create_user(phone='+212600000009', name='Itto')")
    key = (shop.var / "secret_key").read_text()
    folder = tmp_path / "backups" / "monday"
    saved = shop.manage("backup", str(folder))
    assert saved.returncode == 0, saved.stderr
    assert f"{folder}: people 1, vendors 0, products 0, pictures 0" in saved.stdout

    shop.do(SIGN + "User.objects.all().delete(); User.objects.create_user(phone='+212600000008', name='Late')")
    (shop.var / "media/1/file").write_text("damaged")
    (shop.var / "media/1/extra").write_text("came later")
    (shop.var / "private/1/file").unlink()
    (shop.var / "secret_key").write_text("another")
    restored = shop.manage("restore", "--force", str(folder))
    assert restored.returncode == 0, restored.stderr

    assert shop.do(NAMES) == "Itto"
    assert (shop.var / "media/1/file").read_text() == "a card"
    assert not (shop.var / "media/1/extra").exists()
    assert (shop.var / "private/1/file").read_text() == "a master"
    assert (shop.var / "secret_key").read_text() == key
    assert shop.manage("migrate", "--check").returncode == 0

    (aside,) = shop.var.glob("before-restore-*")
    assert (aside / "media/1/file").read_text() == "damaged"
    back = shop.manage("restore", "--force", str(aside))
    assert back.returncode == 0, back.stderr
    assert shop.do(NAMES) == "Late"

    # What was restored can be backed up and restored as what was there before.
    again = tmp_path / "backups" / "tuesday"
    assert shop.manage("backup", str(again)).returncode == 0
    restored = shop.manage("restore", "--force", str(again))
    assert restored.returncode == 0, restored.stderr
    assert shop.do(NAMES) == "Late"


def test_backup_to_a_folder_that_exists_is_refused(tmp_path):
    with pytest.raises(backup.Refused, match="exists already: name a new folder"):
        backup.back_up(tmp_path)


@pytest.mark.django_db
def test_restore_over_a_shop_without_force_is_refused(whole):
    with pytest.raises(backup.Refused, match="With --force"):
        backup.restore(whole)


@pytest.mark.django_db
def test_restore_while_a_worker_lives_is_refused(whole):
    Beat.objects.create(worker="w", at=timezone.now())
    with pytest.raises(backup.Refused, match="Close the shop first"):
        backup.restore(whole, force=True)


def test_restore_of_an_unfinished_backup_is_refused(tmp_path):
    with pytest.raises(backup.Refused, match="is not a whole backup"):
        backup.restore(tmp_path, force=True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"database": "oracle"}, "This backup's database is oracle"),
        (
            {"migrations": ["vendors.9999_later"], "version": "9.0"},
            r"of a newer Maarad \(9.0, with vendors.9999_later\)",
        ),
        ({"holds": {}}, "is damaged"),
    ],
)
def test_restore_of_what_does_not_fit_is_refused_before_anything_is_touched(whole, settings, said, sentence):
    settings.VAR_DIR = whole / "var"
    about = whole / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | said))
    with pytest.raises(backup.Refused, match=sentence):
        backup.restore(whole, force=True)
    assert not settings.VAR_DIR.exists()


@pytest.mark.parametrize("name", ["database", "media/file"])
def test_restore_of_a_backup_that_was_cut_short_is_refused(whole, name):
    path = next(whole.glob(f"{name}*"))
    path.write_text(path.read_text()[:-1])
    with pytest.raises(backup.Refused, match="is damaged"):
        backup.restore(whole, force=True)


def test_program_off_the_path_is_found_where_debian_puts_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(dumps, "DEBIAN", tmp_path)
    with pytest.raises(backup.Refused, match="pg_dump is not installed"):
        dumps._find("pg_dump")
    for version in ("9", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "pg_dump").touch()
    assert dumps._find("pg_dump") == str(tmp_path / "15" / "bin" / "pg_dump")


def test_restore_refused_is_one_sentence_at_the_terminal(tmp_path):
    with pytest.raises(CommandError, match="is not a whole backup"):
        call_command("restore", str(tmp_path))


@pytest.fixture
def whole(tmp_path):
    """A backup in form."""
    folder = tmp_path / "whole"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "file").write_text("a card")
    (folder / dumps.engine().name).write_text("a database")
    backup._say_what_it_is(folder, {"rows": {}, "migrations": ["accounts.0001_initial"]})
    return folder
