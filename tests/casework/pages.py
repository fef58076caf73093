"""Sending forms as a browser would."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def send(client: Client, name: str, /, *args: str, **values: Any) -> HttpResponse:
    """Post a form to the page of a name; with a fresh key unless one is given."""
    values.setdefault("key", secrets.token_urlsafe(12))
    return client.post(reverse(name, args=args), values)


def look(client: Client, name: str, *args: str) -> HttpResponse:
    """Open the page of a name."""
    return client.get(reverse(name, args=args))


def send_seen(client: Client, name: str, /, *args: str, **values: Any) -> HttpResponse:
    """Post a form as whoever has just opened its page does: with the version that it shows."""
    seen = look(client, name, *args).context["form"]["seen_version"].value()
    return send(client, name, *args, seen_version=seen, **values)


def faults(answer: HttpResponse) -> dict[str, list[str]]:
    """The faults of the form that was shown again."""
    assert answer.status_code == 200, answer
    return dict(answer.context["form"].errors)


def queries_of(run: Callable[[], object]) -> int:
    """How many statements something takes."""
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)
