"""What is documented is what there is."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from marketplace import growing
from marketplace.demo.accounts import ACCOUNTS, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
# The scripts that open the shop read the environment before there is any Django; PATH is not ours.
SCRIPTS = [ROOT / ".ci" / "run_shop.py", ROOT / ".ci" / "steps.py", ROOT / "marketplace" / "assets" / "build.py"]
SITE = [ROOT / "marketplace" / "settings.py", ROOT / "marketplace" / "growing.py"]
BY_THE_SITE = {name for path in SITE for name in re.findall(r'\benv\.\w+\(\s*"(\w+)"', path.read_text())}
BY_THE_SITE |= {*growing.S3, *growing.S3_OPTIONAL}
BY_SCRIPTS = {name for path in SCRIPTS for name in re.findall(r'os\.environ\.\w+\("(?!PATH")(\w+)"', path.read_text())}
READ = BY_THE_SITE | BY_SCRIPTS


def text(path):
    return (ROOT / path).read_text()


def pages():
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_settings_read_are_many_enough_for_this_test_to_see_them():
    assert {"PUBLIC_ORIGIN", "DATABASE_URL", "EMAIL_URL", "LOG_LEVEL"} <= BY_THE_SITE
    assert {"PORT", "DEMO", "VAR_DIR"} <= BY_SCRIPTS


def test_env_example_lists_every_variable_and_no_other():
    assert set(re.findall(r"^# (\w+)=", text(".env.example"), re.M)) == READ


def test_operator_page_explains_every_variable_and_no_other():
    assert set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text("docs/operator.md"), re.M)) == READ


def test_decisions_have_a_line_for_every_dependency_and_no_other():
    project = tomllib.loads(text("pyproject.toml"))
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[~=<>\[]", line)[0] for line in declared}
    packages = json.loads(text("package.json"))
    names |= set(packages["dependencies"]) | set(packages["devDependencies"])
    cells = re.findall(r"^\| ([^|]+) \|", text("docs/decisions/dependencies.md"), re.M)
    explained = {re.sub(r"\[.*", "", name) for cell in cells for name in cell.split(", ")}
    assert explained - {"package", "---"} == names


def test_readme_names_every_person_of_the_demo_and_the_password():
    assert set(re.findall(r"`(\w+@maarad\.example)`", text("README.md"))) == {account.email for account in ACCOUNTS}
    assert f"`{PASSWORD}`" in text("README.md")


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_decisions_are_all_in_their_list():
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([^)]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {page.name for page in folder.glob("*.md")} - {"README.md"}


def commands(program):
    """The words after `program` wherever the pages give a command: in a span or a block of code."""
    code = (part for page in pages() for part in re.findall(r"`[^`\n]+`|^ {4}.+$", page.read_text(), re.M))
    return {word for part in code for word in re.findall(rf"(?<![\w.]){program} (\w+)", part)}


def test_make_targets_named_in_the_pages_are_those_of_the_makefile():
    declared = set(re.search(r"^\.PHONY: (.+)$", text("Makefile"), re.M)[1].split())
    assert declared == set(re.findall(r"^(\w+):", text("Makefile"), re.M))
    assert commands("make") == declared


def test_manage_commands_named_in_the_pages_exist():
    ours = {path.stem for path in ROOT.glob("*/**/management/commands/*.py") if ".venv" not in path.parts}
    named = commands(r"(?:\S*/)?(?:python )?manage\.py")
    assert {"worker", "prepare", "backup", "restore", "health"} <= named
    assert named <= ours | {"check", "createsuperuser", "shell"}
