import pytest
from django.db import connection

from marketplace.storefront import cards, memo


@pytest.fixture(autouse=True)
def _nothing_remembered():
    memo.forget_all()
    cards._kept.clear()


@pytest.fixture(autouse=True)
def _connection_known(request):
    """Once for each connection, Django asks SQLite whether it knows JSON: not a statement of the page's."""
    if "django_db_setup" in request.fixturenames:
        request.getfixturevalue("db")
        assert connection.features.supports_json_field
