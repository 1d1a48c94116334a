import io

import pytest
from django.db import transaction

from marketplace.demo import building

PIECES = 36


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """A small demo, made once for the tests of it and rolled back after them; each of them (`django_db`) undoes its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        building.make_demo(limit=PIECES, out=io.StringIO())
        yield
        transaction.set_rollback(True)
