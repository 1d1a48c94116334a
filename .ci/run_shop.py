"""`make run`: prepare, then keep the web server and the background worker running until Ctrl-C. Standard library only.

PORT (8000), DEMO (1; 0 gives an empty shop), and everything in `.env.example`.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress

from prepare import prepare
from steps import PYTHON, ROOT, VAR, VENV, Failure, environment, main

PORT = os.environ.get("PORT", "8000")


def run_shop():
    started = time.monotonic()
    check_port()
    print("Preparing Maarad")
    prepare(dev=False)
    if not names_an_origin():
        os.environ["PUBLIC_ORIGIN"] = f"http://127.0.0.1:{PORT}"
    if os.environ.get("DEMO") == "0":
        os.environ.setdefault("DEMO_ACCOUNTS", "0")
    content = [] if os.environ.get("DEMO") == "0" else ["--demo"]
    if subprocess.run([PYTHON, "manage.py", "prepare", *content], cwd=ROOT, env=environment(), check=False).returncode:
        raise Failure("The shop could not be prepared: the reason is above.")
    supervise(started)


def names_an_origin():
    dotenv = ROOT / ".env"
    written = dotenv.read_text() if dotenv.exists() else ""
    return "PUBLIC_ORIGIN" in os.environ or any(line.startswith("PUBLIC_ORIGIN=") for line in written.splitlines())


def check_port():
    try:
        number = int(PORT)
        if not 1 <= number <= 65535:
            raise ValueError
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", number))
    except ValueError as error:
        raise Failure(f"PORT must be a number between 1 and 65535, not {PORT!r}.") from error
    except PermissionError as error:
        raise Failure(f"Port {PORT} is reserved: choose another, for example `PORT=8001 make run`.") from error
    except OSError as error:
        raise Failure(f"Port {PORT} is already in use: choose another, for example `PORT=8001 make run`.") from error


def supervise(started):
    """Both processes live and die together."""
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, frame: stopping.append(received))
    processes = {"web server": start(*web_server())}
    try:
        while not stopping:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise Failure(
                        f"The {name} stopped by itself (exit code {process.returncode}); see its last lines above."
                    )
            if "worker" not in processes and answers():
                greet(started)
                # Only now: its pictures would take the processors from the server that is starting.
                processes["worker"] = start(PYTHON, "manage.py", "worker")
            time.sleep(0.2)
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
    print("Stopped. The data stays in var/.")


def web_server():
    # Its only warning is that there are more threads than processors, which is meant.
    return (
        *(VENV / "bin" / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", PORT),
        *("--workers", "2", "--blocking-threads", "8", "--log-level", "error"),
        *("--static-path-route", "/media", "--static-path-mount", VAR / "media"),
        "marketplace.wsgi:application",
    )


def start(*command):
    # A session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment(), start_new_session=True)


def answers():
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=5)) as client,
    ):
        client.request("GET", "/readyz")
        return client.getresponse().status == 200
    return False


def greet(started):
    print(f"\nMaarad is open, {time.monotonic() - started:.0f} s after you asked.\n", flush=True)
    print((VAR / "welcome.txt").read_text())
    print("Ctrl-C closes it; `make run` opens it again with the same data.", flush=True)


if __name__ == "__main__":
    main(run_shop)
    sys.exit(0)
