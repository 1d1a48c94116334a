"""What a machine asks: does this process live, and may people be sent to it? Answers without words, sessions or languages."""

from django.core.cache import caches
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Once true it stays so for this process: the answer costs a hundred milliseconds.
_migrated = False


@require_safe
@never_cache
def alive(request):
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request):
    database = _holds(_database_answers)
    migrated = database and _holds(_is_migrated)
    needed = {"database": database, "migrations": migrated}
    # Said, where there is a Redis, and no more: people are served without it.
    said = {} if (redis := redis_answers()) is None else {"redis": redis}
    return JsonResponse(needed | said, status=200 if all(needed.values()) else 503)


def redis_answers():
    """None where there is no Redis."""
    ping = getattr(caches["default"], "ping", None)
    return ping() if ping else None


def _holds(question):
    try:
        return question()
    except Error:
        return False


def _database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _is_migrated():
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
