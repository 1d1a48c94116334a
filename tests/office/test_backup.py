"""A whole shop goes into a folder and comes back, through the commands an operator types."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from marketplace.office import backup
from marketplace.timetable.models import Beat
from tests import serving
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
    restored = shop.manage("restore", "--force", str(folder))
    assert restored.returncode == 0, restored.stderr

    assert shop.shell(NAMES) == "Itto"
    assert (shop.var / "media/1/file").read_text() == "a card"
    assert not (shop.var / "media/1/extra").exists()
    assert (shop.var / "private/1/file").read_text() == "a master"
    assert (shop.var / "secret_key").read_text() == key
    assert shop.manage("migrate", "--check").returncode == 0

    (aside,) = shop.var.glob("before-restore-*")
    assert (aside / "media/1/file").read_text() == "damaged"
    back = shop.manage("restore", "--force", str(aside))
    assert back.returncode == 0, back.stderr
    assert shop.shell(NAMES) == "Late"


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


def test_restore_into_another_kind_of_database_is_refused(whole):
    (whole / "about.json").write_text(json.dumps({"database": "oracle"}))
    with pytest.raises(backup.Refused, match="This backup's database is oracle"):
        backup.restore(whole, force=True)


def test_restore_refused_is_one_sentence_at_the_terminal(tmp_path):
    with pytest.raises(CommandError, match="is not a whole backup"):
        call_command("restore", str(tmp_path))


@pytest.fixture
def whole(tmp_path):
    (tmp_path / "about.json").write_text(json.dumps({"database": connection.vendor}))
    return tmp_path
