import pytest

from marketplace.office import checks


def ids(errors):
    return [error.id for error in errors]


def test_checks_of_this_project_find_nothing():
    assert checks.check_uploads_are_under_var_and_not_in_the_code(None) == checks.check_code_is_not_ignored(None) == []


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "PRIVATE_ROOT"])
def test_check_of_uploads_elsewhere_is_an_error(settings, tmp_path, name):
    setattr(settings, name, tmp_path / "elsewhere")
    assert ids(checks.check_uploads_are_under_var_and_not_in_the_code(None)) == ["office.E001"]


@pytest.mark.parametrize("folder", ["media", "media/uploads", "marketplace/static"])
def test_check_of_uploads_in_the_code_is_an_error_even_where_that_is_var(settings, folder):
    settings.VAR_DIR = settings.BASE_DIR
    settings.PRIVATE_ROOT = settings.BASE_DIR / "private"
    settings.MEDIA_ROOT = settings.BASE_DIR / folder
    assert ids(checks.check_uploads_are_under_var_and_not_in_the_code(None)) == ["office.E002"]


@pytest.mark.parametrize("line", ["media", "media/", "/media/", "/media", "**/media/", "media/*", "/media/**"])
def test_check_of_ignored_code_is_a_warning(checkout, line):
    (checkout / ".gitignore").write_text(f"/var/\n{line}\n")
    assert ids(checks.check_code_is_not_ignored(None)) == ["office.W001"]


@pytest.mark.parametrize("line", ["/var/media/", "# media/", "!media/", "media.txt"])
def test_check_of_what_does_not_name_the_code_is_silent(checkout, line):
    (checkout / ".gitignore").write_text(f"{line}\n")
    assert checks.check_code_is_not_ignored(None) == []


def test_check_of_ignored_code_outside_a_checkout_is_silent(checkout):
    (checkout / ".gitignore").write_text("media/\n")
    (checkout / ".git").rmdir()
    assert checks.check_code_is_not_ignored(None) == []


@pytest.fixture
def checkout(settings, tmp_path):
    (tmp_path / ".git").mkdir()
    settings.BASE_DIR = tmp_path
    return tmp_path
