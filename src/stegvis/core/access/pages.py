"""Refusals as pages: outward silence for the protected, a reason and a way on for the rest."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import RefusedError


class RefusalMiddleware:
    """Turns RefusedError into the refusal page, or into 'not found' where that is the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        if not isinstance(exception, RefusedError):
            return None
        refusal = exception.refusal
        by: Actor = request.actor  # type: ignore[attr-defined]
        log.keep_refused(by, exception, subject=None, verb="access.page.refused")
        if refusal.silent:
            return not_found(request)
        context = {"refusal": refusal, "person_public_id": exception.person_public_id}
        return render(request, "access/refused.html", context, status=403)


def not_found(request: HttpRequest) -> HttpResponse:
    """The very page that a mistyped address gets."""
    return page_not_found(request, Http404())
