"""What is written anywhere in the database, for tests of what is not."""

import contextlib

from django.contrib.sessions.models import Session
from django.db import connection


def tables_with(*secrets):
    """{table: a row} of every table that holds one of these, in whatever column; sessions are read as their owner would."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                if _holds(row, secrets):
                    found[table] = row
    for session in Session.objects.all():
        if _holds([session.get_decoded()], secrets):
            found["sessions, decoded"] = session
    return found


def _holds(row, secrets):
    written = " ".join(_text(value) for value in row).casefold()
    return any(secret.casefold() in written for secret in secrets)


def _text(value):
    if isinstance(value, (bytes, memoryview)):
        with contextlib.suppress(UnicodeDecodeError):
            return bytes(value).decode()
    return str(value)
