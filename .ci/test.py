"""`make test`: the whole suite on SQLite, then on PostgreSQL, where a server is, what uses the database; beside both, in
one process of its own, what needs a browser, where Chromium is.

With REQUIRE_SERVICES=1 a missing service is a failure. Arguments go to pytest.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from postgres import binaries, cluster
from prepare import prepare
from steps import PYTHON, ROOT, VAR, Failure, environment, main

REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
# Beside the browser's: much of the time is waiting for pages, servers and databases.
PARALLEL = ["-n", str(min(os.cpu_count() or 2, 4)), "--dist", "loadfile"]
# Tests start a hundred processes. Where Python is told to leave no compiled files behind, as in many containers, each
# would compile all of Django again, which is more than half of its start.
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VAR / "compiled")}
NOTHING_CHOSEN = 5


def test():
    prepare(dev=True)
    arguments = sys.argv[1:]
    with beside("-m", "browser", *(arguments or ["tests/browser"])) as browser:
        print("\nOn SQLite", flush=True)
        codes = [pytest(*PARALLEL, "-m", "not browser", *arguments)]
        if binaries():
            print("\nOn PostgreSQL", flush=True)
            with cluster() as url:
                codes.append(pytest(*PARALLEL, "-m", "database and not browser", *arguments, DATABASE_URL=url))
        elif REQUIRED:
            raise Failure("PostgreSQL is required here and not installed: `apt install postgresql`.")
        else:
            print("\nPostgreSQL is not installed: its half of the suite was left out.")
        print("\nIn the browser", flush=True)
        codes.append(browser())
    # Arguments may choose tests of which none is for one of the three.
    if set(codes) - ({0, NOTHING_CHOSEN} if arguments else {0}) or set(codes) == {NOTHING_CHOSEN}:
        sys.exit(1)


def pytest(*arguments, **settings):
    return subprocess.run(**command(*arguments, **settings), check=False).returncode


@contextmanager
def beside(*arguments):
    """pytest while the block runs; gives it a function that waits for its end, says what it said and returns its code."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(**command(*arguments), stdout=said, stderr=subprocess.STDOUT)

        def end():
            code = process.wait()
            said.seek(0)
            print(said.read(), end="", flush=True)
            return code

        try:
            yield end
        finally:
            process.terminate()
            process.wait()


def command(*arguments, **settings):
    return {
        "args": [PYTHON, "-m", "pytest", "-q", *arguments],
        "cwd": ROOT,
        "env": environment() | COMPILED | settings,
    }


if __name__ == "__main__":
    main(test)
