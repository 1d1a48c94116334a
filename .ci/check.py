"""`make check`: everything that can be said about the code without running it. Each check runs; the failed ones are named at the end."""

import os
import subprocess
import sys

from prepare import prepare
from steps import PYTHON, ROOT, environment, main

# Whole, so that nothing of a developer's own .env is judged.
PRODUCTION = {
    "DEBUG": "0",
    "PUBLIC_ORIGIN": "https://maarad.example",
    "SECRET_KEY": "x" * 50 + "abcdefgh12345678",
    "DEMO_ACCOUNTS": "0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "TEXT_SENDER": "tests.messaging.gateway.Gateway",
    "DATABASE_URL": "sqlite://:memory:",
}
CHECKS = {
    "ruff format": ["ruff", "format", "--check", "."],
    "ruff": ["ruff", "check", "."],
    "layers": ["lint-imports"],
    "types": ["mypy"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "styles": ["npm", "run", "--silent", "lint:css"],
    "translations": [PYTHON, "-m", "marketplace.locale.strings", "check"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def check():
    prepare(dev=True)
    os.environ.update(PRODUCTION)
    failed = []
    for name, command in CHECKS.items():
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        print(f"{'FAILED' if done.returncode else 'ok':7}{name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:] + done.stderr[-6000:], flush=True)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main(check)
