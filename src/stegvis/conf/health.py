"""Whether the product is alive (no database) and ready (database, migrations, walls)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from stegvis.core.database import walls
from stegvis.core.database.state import migration_state


@login_not_required
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers, is migrated and has its walls; 503 with the reason when not."""
    try:
        state = migration_state()
        missing = walls.missing()
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    if not state.is_current:
        return JsonResponse({"status": "migrations"}, status=503)
    if missing:
        return JsonResponse({"status": "walls"}, status=503)
    return JsonResponse({"status": "ok"})
