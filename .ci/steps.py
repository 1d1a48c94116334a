"""What every script here shares: steps that say what they do, stamps that spare what is done, failures in one sentence."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")


class Failure(Exception):
    """One sentence for the person at the terminal; nothing else is shown."""


@contextmanager
def step(name):
    start = time.monotonic()
    if sys.stdout.isatty():
        print(f"  {name} …", end="\r", flush=True)
    yield
    print(f"  {name}: {time.monotonic() - start:.1f} s", flush=True)


def run(*command, failure, **options):
    """Run quietly; on failure keep what it printed in `var/last-failure.log` and raise `failure`, one sentence."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment(), capture_output=True, text=True, **options
    )
    if done.returncode:
        VAR.mkdir(parents=True, exist_ok=True)
        log = VAR / "last-failure.log"
        log.write_text(done.stdout + done.stderr)
        offline = any(sign in log.read_text() for sign in OFFLINE)
        raise Failure(NO_NETWORK if offline else f"{failure} (details: {log})")
    return done.stdout


NO_NETWORK = "The package registries cannot be reached: connect this machine to the network and run it again."
OFFLINE = (
    "Temporary failure in name resolution",
    "Could not connect",
    "dns error",
    "error sending request",
    "Failed to fetch",
    "NewConnectionError",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "No matching distribution found for uv",
)


def environment():
    """The environment, with the project's own tools first."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUNBUFFERED": "1"}


def fingerprint(*paths):
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def is_done(stamp, *sources):
    return stamp.exists() and stamp.read_text() == fingerprint(*sources)


@contextmanager
def unless_done(stamp, *sources):
    """Yields whether there is work; afterwards, when it went well, remembers the state of `sources` in `stamp`."""
    needed = not is_done(stamp, *sources)
    yield needed
    if needed:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint(*sources))


def found(name):
    return shutil.which(name, path=environment()["PATH"])


def main(function):
    try:
        function()
    except Failure as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit(130)
