"""What the menu says about cases."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.casework.cases import queries, rules
from stegvis.core.accounts.middleware import ActorRequest

MOST = 99


def meets_people(request: HttpRequest) -> bool:
    """Whether the reader has a caseload and sees the queue."""
    return cast("ActorRequest", request).actor.role in rules.MEETING_PEOPLE


def waiting(request: HttpRequest) -> int | str | None:
    """How many wait in the reader's unit, up to MOST; no figure when nobody does.

    It stands on every page, so it isn't counted further than anybody reads it.
    """
    rows = queries.queue(cast("ActorRequest", request).actor)[: MOST + 1].count()
    return f"{MOST}+" if rows > MOST else rows or None
