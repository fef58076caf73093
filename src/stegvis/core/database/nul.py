"""The character NUL: no text in PostgreSQL holds it and nobody types it, so it is a bad request."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request


class NulMiddleware:
    """Answers 400 where an address or a cookie holds NUL, before the database is asked for it.

    A form says so at the field. What is posted beside its fields, PostgreSQL's driver refuses: that
    is answered 400 too, and nothing is stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        in_cookie = any("\0" in value for value in request.COOKIES.values())
        in_address = "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if in_cookie or in_address:
            raise BadRequest("NUL in an address or a cookie")
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Leave every other exception alone."""
        if isinstance(exception, DataError) and "NUL" in str(exception):
            return bad_request(request, exception)
        return None
