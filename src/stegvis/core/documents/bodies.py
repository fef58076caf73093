"""How large a request may be, judged by the length it states before a byte of it is read."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stegvis.core.documents.checking import LARGEST

STRANGER = 1024 * 1024
"""Bytes from somebody who isn't signed in: a sign-in, or the long text of a form that outlived its
session and is given back."""

WITH_FILE = 4 * LARGEST
"""Bytes of a form with a file. More than is taken, so that whoever chose a photo of twelve
megabytes is told so at the field and keeps what they typed; what is over `LARGEST` isn't kept."""

DIGITS = re.compile(r"[0-9]{1,18}")
"""A length as RFC 9110 writes it, and no longer than a number that a disk could hold."""


class BodyLimitMiddleware:
    """Answers 413 to what states too great a length. Nothing of its body has been read then.

    A body without a stated length counts as empty in WSGI. A length that isn't digits alone (RFC
    9110, 8.6), such as `+5` or `1_0`, is answered 400: others would read as much as it says. Goes
    after the one that knows the account, before whatever looks at what was posted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if not DIGITS.fullmatch(stated):
            raise BadRequest("Content-Length isn't digits alone")
        length = int(stated)
        if length > STRANGER and length > _limit(request):
            return render(request, "documents/too_large.html", {"largest": LARGEST}, status=413)
        return self.get_response(request)


def _limit(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return STRANGER
    if request.content_type == "multipart/form-data":
        return WITH_FILE
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
