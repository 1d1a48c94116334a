import importlib

import pytest

from tests.database import ROOT


@pytest.fixture
def ci(monkeypatch, tmp_path):
    """A module of `.ci` by its name; what it would leave in `var/` goes elsewhere."""
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    monkeypatch.setattr(importlib.import_module("steps"), "VAR", tmp_path)
    return importlib.import_module
