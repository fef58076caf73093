"""Answering with a file: an attachment under which nothing can run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def attachment(content: bytes, *, name: str, mime: str) -> HttpResponse:
    """The file as an attachment, never shown in the browser's window as a page of ours."""
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
