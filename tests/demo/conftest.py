import io

import pytest
from django.db import transaction

from marketplace.demo import building

PIECES = 36


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A small demo, made once for the module and rolled back after it; returns what it said."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = io.StringIO()
        building.make_demo(limit=PIECES, out=said)
        yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def undone(demo):
    """What this test does to the demo is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
