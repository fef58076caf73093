"""The page of a job under way."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.jobs import queries


@never_cache
@require_safe
def show(request: ActorRequest, public_id: str) -> HttpResponse:
    """How far the job has come; a script asks again every other second, a link without one."""
    job = queries.find(public_id, by=request.actor)
    if job is None:
        raise Http404
    return render(request, "jobs/show.html", {"job": job, "title": queries.title(job)})
