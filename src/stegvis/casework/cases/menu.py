"""What the menu says about cases."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.casework.cases import queries, rules
from stegvis.core.accounts.middleware import ActorRequest


def meets_people(request: HttpRequest) -> bool:
    """Whether the reader has a caseload and sees the queue."""
    return cast("ActorRequest", request).actor.role in rules.MEETING_PEOPLE


def waiting(request: HttpRequest) -> int | None:
    """How many wait in the reader's unit; no figure when nobody does."""
    return queries.queue(cast("ActorRequest", request).actor).count() or None
