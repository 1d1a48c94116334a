"""The site's settings for tests: everything writable lives in a directory made for this run and removed after it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from marketplace.growing import S3, S3_OPTIONAL

if "VAR_DIR" not in os.environ:
    # A process started by a test inherits the directory, and leaves it to its parent to remove.
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="maarad-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
# Named here so that nothing in a developer's .env changes a test.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['VAR_DIR']}/tests.sqlite3")
os.environ |= {"DEBUG": "0", "PUBLIC_ORIGIN": "http://127.0.0.1:8000", "SECRET_KEY": "only-for-tests" * 4}
os.environ |= {"LOG_LEVEL": "WARNING", "EMAIL_URL": "", "DEMO_ACCOUNTS": "1", "ALLOWED_HOSTS": "testserver"}
# One disk and no Redis, but where a test says otherwise.
os.environ |= dict.fromkeys(("REDIS_URL", *S3, *S3_OPTIONAL), "")
# A test begins where no other has left a page.
os.environ["PAGE_CACHE_BYTES"] = "0"

from marketplace.settings import *  # noqa: F403
from marketplace.settings import BASE_DIR, DATABASES, STORAGES, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# What `make assets` built, wherever the tests write.
# whitenoise warns, and a warning is an error, when what it serves is not there.
(Path(VAR_DIR) / "static").mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "marketplace" / "static", BASE_DIR / "var" / "assets"]

_database = DATABASES["default"]
if "sqlite3" in _database["ENGINE"]:
    # A file, as in the shop: an in-memory database is one connection shared by all threads, so nothing could race.
    _database["TEST"] = {"NAME": str(Path(VAR_DIR) / "tests.sqlite3")}
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # A pool keeps connections open that the end of a test must be able to close.
    _database["OPTIONS"].pop("pool", None)
