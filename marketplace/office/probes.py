"""What a machine asks: does this process live, and may people be sent to it? Answers without words, sessions or languages."""

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
    answer = {"database": database, "migrations": migrated}
    return JsonResponse(answer, status=200 if all(answer.values()) else 503)


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
