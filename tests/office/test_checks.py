import pytest

from marketplace.office import checks


def ids(errors):
    return [error.id for error in errors]


def test_checks_of_this_project_find_nothing():
    assert checks.check_uploads_are_under_var(None) == checks.check_code_is_not_ignored(None) == []


def test_check_of_uploads_beside_the_code_is_an_error(settings):
    settings.MEDIA_ROOT = settings.BASE_DIR / "media"
    assert ids(checks.check_uploads_are_under_var(None)) == ["office.E001"]


@pytest.mark.parametrize("line", ["media", "media/", "/media/", "/media"])
def test_check_of_ignored_code_is_an_error(settings, tmp_path, line):
    (tmp_path / ".gitignore").write_text(f"/var/\n{line}\n")
    settings.BASE_DIR = tmp_path
    assert ids(checks.check_code_is_not_ignored(None)) == ["office.E002"]


def test_check_of_an_ignored_folder_of_the_same_name_elsewhere_is_none(settings, tmp_path):
    (tmp_path / ".gitignore").write_text("/var/media/\n")
    settings.BASE_DIR = tmp_path
    assert checks.check_code_is_not_ignored(None) == []
