"""Between machines, whose file locks are their own, PostgreSQL keeps whoever deletes a picture from whoever brings it back."""

import pytest
from django.db import connection, connections

from media import locks

HASH = "ab" * 16


@pytest.fixture
def another_machine(db):
    """Asks from another connection whether the lock of some hash could be had now."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite serves one machine")
    other = connections.create_connection("default")

    def may_have(hash_):
        number = locks.number_of(hash_)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [locks.PICTURES, number])
            (is_had,) = cursor.fetchone()
            if is_had:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [locks.PICTURES, number])
        return is_had

    yield may_have
    other.close()


def test_lock_of_a_picture_is_had_by_one_machine(another_machine):
    assert another_machine(HASH)
    with locks.of(HASH):
        assert not another_machine(HASH)
        assert another_machine("cd" * 16)
    assert another_machine(HASH)


def test_lock_of_a_picture_is_given_back_after_an_error(another_machine):
    with pytest.raises(ZeroDivisionError), locks.of(HASH):
        raise ZeroDivisionError
    assert another_machine(HASH)
