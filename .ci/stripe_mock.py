"""Stripe's own stand-in, which refuses what Stripe would not understand, and Stripe's description of itself, into `var/stripe-mock/`.

It is written in Go. Where there is no Go, or one that is too old (Debian 12's), Go's own toolchain is taken for as long as the building
takes, from where Go's modules come from. Run again, it does nothing.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from steps import VAR, Failure, main, step

MODULE, VERSION = "github.com/stripe/stripe-mock", "v0.203.0"
FOLDER = VAR / "stripe-mock"
NEEDS = (1, 22)
GO = "v0.0.1-go1.22.12.linux-amd64"
GO_SHA256 = "d426bcf50497ae8665e741482aba04fc12782e8860857229d4005dcc480fd89b"


def install():
    stamp = FOLDER / "version"
    if stamp.exists() and stamp.read_text() == VERSION:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with step("Stripe's stand-in"), tempfile.TemporaryDirectory() as folder:
        build(*go(Path(folder)))
    stamp.write_text(VERSION)


def go(folder):
    """The command, and its environment."""
    found = shutil.which("go")
    if found and version_of(found) >= NEEDS:
        return found, {**os.environ, "GOBIN": str(FOLDER)}
    places = {"GOPATH": str(folder / "path"), "GOCACHE": str(folder / "cache"), "GOFLAGS": "-modcacherw"}
    return str(toolchain(folder)), {**os.environ, **places, "GOBIN": str(FOLDER), "GOTOOLCHAIN": "local"}


def version_of(command):
    told = subprocess.run([command, "env", "GOVERSION"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


def toolchain(folder):
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise Failure(f"Go {'.'.join(map(str, NEEDS))} or newer is required to build stripe-mock: install it.")
    proxy = os.environ.get("GOPROXY", "").split(",")[0]
    proxy = proxy if proxy.startswith("https://") else "https://proxy.golang.org"
    archive = folder / "go.zip"
    # The address is https, whatever the environment says, and what it sends is known.
    with urllib.request.urlopen(f"{proxy}/golang.org/toolchain/@v/{GO}.zip", timeout=60) as answer:  # noqa: S310
        archive.write_bytes(answer.read())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != GO_SHA256:
        raise Failure("The Go toolchain that was sent is not the one that was asked for.")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    root = folder / f"golang.org/toolchain@{GO}"
    for tool in [*(root / "bin").iterdir(), *(root / "pkg/tool").rglob("*")]:
        tool.chmod(0o755)
    return root / "bin/go"


def build(command, environment):
    run(command, environment, "install", f"{MODULE}@{VERSION}")
    told = run(command, environment, "mod", "download", "-json", f"{MODULE}@{VERSION}")
    shutil.copyfile(Path(json.loads(told)["Dir"]) / "embedded/openapi/spec3.json", FOLDER / "spec3.json")


def run(command, environment, *arguments):
    done = subprocess.run([command, *arguments], env=environment, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise Failure(f"stripe-mock could not be built: {done.stderr[-600:]}")
    return done.stdout


if __name__ == "__main__":
    main(install)
