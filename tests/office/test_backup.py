"""A whole shop goes into a folder and comes back, through the commands an operator types."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import serving

ROOT = Path(__file__).resolve().parents[2]
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

    def manage(self, *command):
        run = [sys.executable, "manage.py", *command]
        return subprocess.run(run, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def shell(self, code):
        done = self.manage("shell", "--no-imports", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture
def shop(transactional_db, tmp_path):
    var = tmp_path / "var"
    var.mkdir()
    with serving.scratch_copy(var) as database:
        yield Shop(var, database)


def test_backup_restored_after_damage_brings_everything_back(shop, tmp_path):
    shop.shell(SIGN + "User.objects.create_user(phone='+212600000009', name='Itto')")
    key = (shop.var / "secret_key").read_text()
    folder = tmp_path / "backups" / "monday"
    saved = shop.manage("backup", str(folder))
    assert saved.returncode == 0, saved.stderr

    shop.shell(SIGN + "User.objects.all().delete(); User.objects.create_user(phone='+212600000008', name='Late')")
    (shop.var / "media/1/file").write_text("damaged")
    (shop.var / "media/1/extra").write_text("came later")
    (shop.var / "private/1/file").unlink()
    (shop.var / "secret_key").write_text("another")
    restored = shop.manage("restore", str(folder))
    assert restored.returncode == 0, restored.stderr

    assert shop.shell(NAMES) == "Itto"
    assert (shop.var / "media/1/file").read_text() == "a card"
    assert not (shop.var / "media/1/extra").exists()
    assert (shop.var / "private/1/file").read_text() == "a master"
    assert (shop.var / "secret_key").read_text() == key
    assert shop.manage("migrate", "--check").returncode == 0

    (aside,) = shop.var.glob("before-restore-*")
    assert (aside / "media/1/file").read_text() == "damaged"
    back = shop.manage("restore", str(restore_point(aside, folder)))
    assert back.returncode == 0, back.stderr
    assert shop.shell(NAMES) == "Late"


def restore_point(aside, folder):
    """What was set aside is itself a backup once it says of which database."""
    (aside / "about.json").write_text((folder / "about.json").read_text())
    return aside


def test_backup_to_a_folder_that_exists_is_refused_in_one_sentence(shop, tmp_path):
    done = shop.manage("backup", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"CommandError: {tmp_path} exists already: name a new folder."


def test_restore_of_an_unfinished_backup_is_refused_and_changes_nothing(shop, tmp_path):
    (tmp_path / "half").mkdir()
    done = shop.manage("restore", str(tmp_path / "half"))
    assert done.returncode == 1
    assert "is not a whole backup" in done.stderr
    assert (shop.var / "media/1/file").read_text() == "a card"


def test_restore_into_another_kind_of_database_is_refused(shop, tmp_path):
    (tmp_path / "about.json").write_text(json.dumps({"database": "oracle"}))
    done = shop.manage("restore", str(tmp_path))
    assert done.returncode == 1
    assert "This backup's database is oracle" in done.stderr
