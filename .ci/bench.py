"""`make bench`: measures on a private PostgreSQL, and prints ratios within the run. SECONDS= and N= change its length and size."""

import subprocess

from postgres import binaries, cluster
from prepare import prepare
from steps import PYTHON, ROOT, Failure, environment, main


def bench():
    if not binaries():
        raise Failure("The bench measures on PostgreSQL: `apt install postgresql`.")
    prepare(dev=True)
    with cluster() as url:
        subprocess.run([PYTHON, "-m", "tests.bench"], cwd=ROOT, env=environment() | {"DATABASE_URL": url}, check=True)


if __name__ == "__main__":
    main(bench)
