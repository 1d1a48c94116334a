"""From a bare checkout to all that the site needs to start; run again, it does only what changed. Standard library only.

Usage: prepare.py [dev]    with `dev`, also what tests and checks need.
"""

import sys

from steps import PYTHON, ROOT, VAR, VENV, Failure, found, is_done, main, run, step, unless_done

UV = "uv==0.13.9"


def prepare(*, dev):
    if sys.version_info < (3, 11):  # noqa: UP036
        raise Failure(f"Maarad needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    make_environment()
    install("requirements-dev.lock" if dev else "requirements.lock")
    install_packages(dev=dev)
    build_assets()
    compile_strings()


def make_environment():
    if PYTHON.exists() and found("uv"):
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError as error:
        raise Failure("Python's venv module is missing: `apt install python3-venv`, then run it again.") from error
    with step("Python environment"):
        if not PYTHON.exists():
            venv.create(VENV, with_pip=True)
        if not found("uv"):
            run(PYTHON, "-m", "pip", "install", "--quiet", UV, failure="uv could not be installed.")


def build_assets():
    made = VAR / "assets" / "sprite.svg"
    with unless_done(VAR / "assets.done", *files_in("assets", "static"), ROOT / "package-lock.json") as needed:
        if needed or not made.exists():
            run(PYTHON, "-m", "marketplace.assets.build", failure="The front-end assets could not be built.")


def compile_strings():
    made = ROOT / "marketplace" / "locale" / "ar" / "LC_MESSAGES" / "django.mo"
    with unless_done(VAR / "locale.done", *files_in("locale")) as needed:
        if needed or not made.exists():
            run(
                PYTHON, "-m", "marketplace.locale.strings", "compile", failure="The translations could not be compiled."
            )


def files_in(*folders):
    found = [path for folder in folders for path in (ROOT / "marketplace" / folder).rglob("*.*")]
    return [path for path in found if path.suffix not in {".mo", ".pyc"}]


def install(lock):
    """The locked packages, each by its hash. `uv pip install` rather than `sync`: what tests need may stay."""
    with unless_done(VENV / f"{lock}.done", ROOT / lock) as needed:
        if needed:
            with step("Python packages"):
                run(
                    *("uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock),
                    failure="The Python packages could not be installed.",
                )


def install_packages(*, dev):
    stamp = ROOT / "node_modules" / (".done-dev" if dev else ".done")
    sources = [ROOT / "package.json", ROOT / "package-lock.json"]
    if not dev and is_done(ROOT / "node_modules" / ".done-dev", *sources):
        return
    with unless_done(stamp, *sources) as needed:
        if not needed:
            return
        if not (found("node") and found("npm")):
            install("requirements-node.lock")
        with step("Front-end packages"):
            only = [] if dev else ["--omit=dev"]
            run(
                "npm",
                "ci",
                "--loglevel=error",
                "--no-fund",
                *only,
                failure="The front-end packages could not be installed.",
            )


if __name__ == "__main__":
    main(lambda: prepare(dev="dev" in sys.argv[1:]))
