import pytest
from django.db import connection


@pytest.mark.django_db
def test_database_after_setup_has_every_table():
    from django.apps import apps

    tables = set(connection.introspection.table_names())
    assert {model._meta.db_table for model in apps.get_models() if model._meta.managed} <= tables
