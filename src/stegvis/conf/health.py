"""Whether the product is alive (no database) and ready (database, migrations, walls)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse

from stegvis.core.database import walls
from stegvis.core.database.state import migration_state
from stegvis.core.jobs import queries as jobs


@login_not_required
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers, is migrated and has its walls; 503 with the reason when not.

    `queue_seconds` is how long work has waited for a worker. A long queue isn't a 503: a web
    server taken out of service would make nothing better.
    """
    try:
        state = migration_state()
        missing = walls.missing()
        if not state.is_current:
            return JsonResponse({"status": "migrations"}, status=503)
        age = int(jobs.queue_age().total_seconds())
    except Error:
        return JsonResponse({"status": "database"}, status=503)
    if missing:
        return JsonResponse({"status": "walls"}, status=503)
    return JsonResponse({"status": "ok", "queue_seconds": age})
