"""`make test`: the whole suite on SQLite, browser included where Chromium is; then on PostgreSQL, where a server is, what
uses the database.

With REQUIRE_SERVICES=1 a missing service is a failure. Arguments go to pytest.
"""

import os
import subprocess
import sys

from postgres import binaries, cluster
from prepare import prepare
from steps import PYTHON, ROOT, VAR, Failure, environment, main

REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
# One more than there are cores: much of the time is waiting for a browser, a server or a database.
PROCESSES = min((os.cpu_count() or 1) + 1, 4)
# Tests start a hundred processes. Where Python is told to leave no compiled files behind, as in many containers, each
# would compile all of Django again, which is more than half of its start.
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VAR / "compiled")}


def test():
    prepare(dev=True)
    arguments = sys.argv[1:]
    print("\nOn SQLite", flush=True)
    failed = pytest(*arguments)
    if binaries():
        print("\nOn PostgreSQL", flush=True)
        with cluster() as url:
            failed |= pytest("-m", "database and not browser", *arguments, DATABASE_URL=url)
    elif REQUIRED:
        raise Failure("PostgreSQL is required here and not installed: `apt install postgresql`.")
    else:
        print("\nPostgreSQL is not installed: its half of the suite was left out.")
    if failed:
        sys.exit(1)


def pytest(*arguments, **settings):
    command = [PYTHON, "-m", "pytest", "-q", "-n", str(PROCESSES), "--dist", "loadfile", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment() | COMPILED | settings, check=False).returncode != 0


if __name__ == "__main__":
    main(test)
