"""`python -m marketplace.assets.build`: fonts, sprite, style sheets and the poster, from their sources to `var/assets/`.

Runs without Django and without network.
"""

import argparse
import os
import sys
from hashlib import sha256
from pathlib import Path

from marketplace.assets import fonts, poster, sprite, styles

ROOT = Path(__file__).resolve().parents[2]
STEPS = (fonts, sprite, styles, poster)


def fingerprint(paths):
    """One digest over names and contents; the step's own code counts among its sources."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(stamp, mark, made):
    return stamp.exists() and stamp.read_text() == mark and all(path.exists() for path in made)


def build(target):
    """Run each step whose sources changed or whose results are gone; return the names of those that ran."""
    stamps = target.parent / "asset-stamps"
    stamps.mkdir(parents=True, exist_ok=True)
    ran = []
    for step in STEPS:
        name = step.__name__.rsplit(".", 1)[-1]
        stamp, made = stamps / name, [target / path for path in step.RESULTS]
        mark = fingerprint([Path(step.__file__), *step.sources(ROOT)])
        if is_current(stamp, mark, made):
            continue
        for path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
        step.make(ROOT, target)
        stamp.write_text(mark)
        ran.append(name)
    return ran


def main():
    default = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "assets"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=default)
    target = parser.parse_args().target
    try:
        ran = build(target)
    except fonts.PackagesMissing as missing:
        sys.exit(f"{missing} is not there: run `npm ci --omit=dev` first.")
    sys.stdout.write(f"Front-end assets: {', '.join(ran) or 'nothing to do'}.\n")


if __name__ == "__main__":
    main()
