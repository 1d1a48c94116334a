"""A private PostgreSQL for as long as a block lasts: Debian's server, a free port, no durability."""

import os
import pwd
import shlex
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path


def binaries():
    """The newest server's programs, or None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if folders:
        return folders[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def cluster():
    """Yields the address of its maintenance database."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="maarad-postgresql-"))
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    data, log = folder / "data", folder / "log"
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    do(owner, programs / "initdb", "-D", data, "-U", "maarad", "-A", "trust", "--locale=C.UTF-8", "--encoding=UTF8")
    do(owner, programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        yield f"postgres://maarad@127.0.0.1:{port}/postgres"
    finally:
        do(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def do(owner, *command):
    command = [str(part) for part in command]
    if owner:
        command = ["su", owner, "-s", "/bin/sh", "-c", shlex.join(command)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
