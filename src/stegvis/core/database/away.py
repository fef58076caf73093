"""What a reader is told while the database doesn't answer, or has no room left."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults

SECONDS = 10
"""When it is worth trying again."""
DISK_FULL = "53100"
"""PostgreSQL's code for a full disk."""


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of every exception that nobody caught.

    It meets those of the middleware too: the session, the actor and the commit itself ask the
    database. So the page asks it nothing, and takes the language from the cookie or the browser.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return defaults.server_error(request)
    facts = {"sent": request.method == "POST", "is_full": _is_full(error)}
    with translation.override(_language(request)):
        page = render_to_string("503.html", facts)
    return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS)})


def _language(request: HttpRequest) -> str:
    known = translation.get_language_from_request(request)
    return known or settings.LANGUAGE_CODE


def _is_full(error: BaseException) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == DISK_FULL or "disk is full" in str(error)
