"""Whether the product is alive (no database) and ready (database, migrations, walls)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


@login_not_required
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers and is migrated; 503 with the reason when not."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    if pending:
        return JsonResponse({"status": "migrations"}, status=503)
    return JsonResponse({"status": "ok"})
