"""What goes wrong on a newcomer's machine is said in one sentence."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from tests.database import ROOT

UNREACHABLE = "http://127.0.0.1:9"


def run_shop(port):
    command = [sys.executable, ".ci/run_shop.py"]
    environment = {**os.environ, "PORT": port}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_run_on_a_busy_port_says_so_before_it_does_anything():
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        done = run_shop(port)
    assert done.returncode == 1
    assert done.stderr.strip() == f"Port {port} is already in use: choose another, for example `PORT=8001 make run`."
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", ""])
def test_run_on_a_port_that_is_none_says_so(port):
    done = run_shop(port)
    assert done.returncode == 1
    assert done.stderr.strip() == f"PORT must be a number between 1 and 65535, not {port!r}."


def test_prepare_without_the_venv_module_names_the_package(ci, monkeypatch, tmp_path):
    prepare = ci("prepare")
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / "python")
    # What Debian leaves out without python3-venv.
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(prepare.Failure, match="apt install python3-venv"):
        prepare.make_environment()


def test_prepare_with_an_old_python_says_which_it_needs(ci, monkeypatch):
    prepare = ci("prepare")
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(prepare.Failure, match=r"needs Python 3\.11 or newer"):
        prepare.prepare(dev=False)


def pip(folder):
    return [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--retries=0",
        f"--index-url={UNREACHABLE}",
        "uv==0.13.9",
    ]


def uv(folder):
    where = ["--python", sys.executable, f"--cache-dir={folder}", f"--index-url={UNREACHABLE}"]
    return ["uv", "pip", "install", "--quiet", "--dry-run", *where, "a-package"]


def npm(folder):
    where = ["--registry", UNREACHABLE, "--cache", folder, "--fetch-retries=0", "--dry-run"]
    return ["npm", "view", "--loglevel=error", *where, "a-package"]


@pytest.mark.parametrize("tool", [pip, uv, npm])
def test_run_of_a_real_tool_without_network_says_so(ci, monkeypatch, tmp_path, tool):
    steps = ci("steps")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    if not steps.found(tool.__name__) and tool is not pip:
        pytest.skip(f"{tool.__name__} is not installed")
    with pytest.raises(steps.Failure) as failure:
        steps.run(*tool(tmp_path), failure="Something else.")
    assert str(failure.value) == steps.NO_NETWORK


def test_run_of_what_fails_otherwise_says_which_and_keeps_its_words(ci, tmp_path):
    steps = ci("steps")
    with pytest.raises(steps.Failure) as failure:
        steps.run("sh", "-c", "echo no such hash >&2; exit 3", failure="The packages could not be installed.")
    log = tmp_path / "last-failure.log"
    assert str(failure.value) == f"The packages could not be installed. (details: {log})"
    assert log.read_text() == "no such hash\n"


def test_main_of_a_failure_shows_the_sentence_alone(ci):
    steps = ci("steps")

    def fail():
        raise steps.Failure("One sentence.")

    with pytest.raises(SystemExit) as left:
        steps.main(fail)
    assert left.value.code == "\nOne sentence."


def test_step_done_once_is_done_again_only_when_its_source_changed(ci, tmp_path, monkeypatch):
    steps = ci("steps")
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    source, stamp, done = tmp_path / "lock", tmp_path / "stamps" / "lock.done", []
    for words in ("one", "one", "two"):
        source.write_text(words)
        with steps.unless_done(stamp, source) as needed:
            done.append(needed)
    assert done == [True, False, True]


def test_step_that_failed_is_done_again(ci, tmp_path, monkeypatch):
    steps = ci("steps")
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    source, stamp = tmp_path / "lock", tmp_path / "lock.done"
    source.write_text("one")
    with pytest.raises(RuntimeError), steps.unless_done(stamp, source):
        raise RuntimeError
    assert not steps.is_done(stamp, source)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_makefile_names_only_scripts_that_are_there():
    listed = subprocess.run(
        ["make", "-n", "run", "test", "check", "demo"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    scripts = {word for word in listed.stdout.split() if word.endswith(".py")}
    assert scripts >= {".ci/run_shop.py", ".ci/test.py", ".ci/check.py", ".ci/prepare.py", "manage.py"}
    assert all((ROOT / script).exists() for script in scripts)
