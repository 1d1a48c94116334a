"""Third-party data that lies beside the project, never in it. A test that needs it is skipped where it is absent; CI has it."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def naughty_strings():
    """The big list of naughty strings."""
    path = SHARED / "forms" / "blns.json"
    if not path.exists():
        pytest.skip("the big list of naughty strings is not beside the project")
    texts = json.loads(path.read_text(encoding="utf-8"))
    assert len(texts) > 400
    return texts
