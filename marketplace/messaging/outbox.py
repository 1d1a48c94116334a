"""The outbox: one file a message under `var/outbox/`, where nothing sends for real. Written whole or not at all."""

import json
import os
import secrets
import time
from pathlib import Path

from django.conf import settings

# Only the last ones are of use, and codes among them should not pile up on a disk.
KEPT = 500


def write(*, kind, to, language, body, subject="", secret=False):
    """A file only the site's own account may read; its name sorts by time."""
    folder = Path(settings.OUTBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    message = {
        "at": time.time(),
        "kind": kind,
        "to": to,
        "language": language,
        "subject": subject,
        "body": body,
        "secret": secret,
    }
    name = f"{time.time_ns():020d}-{kind}-{secrets.token_hex(4)}.json"
    unfinished = folder / f".{name}"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(message, file, ensure_ascii=False, indent=1)
    unfinished.rename(folder / name)
    for old in _newest_first()[KEPT:]:
        old.unlink(missing_ok=True)


def newest(limit=50):
    """The last messages, newest first, as they were written."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in _newest_first()[:limit]]


def forget(addresses):
    """Of those who want to be forgotten."""
    for path in _newest_first():
        if json.loads(path.read_text(encoding="utf-8"))["to"] in addresses:
            path.unlink(missing_ok=True)


def _newest_first():
    return sorted(Path(settings.OUTBOX_DIR).glob("[0-9]*.json"), reverse=True)
