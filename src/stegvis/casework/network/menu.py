"""What the menu says about requests from other boards."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.casework.network import queries, rules
from stegvis.core.accounts.middleware import ActorRequest


def hands_out(request: HttpRequest) -> bool:
    """Whether the reader answers requests."""
    return cast("ActorRequest", request).actor.role in rules.HANDING_OUT


def waiting(request: HttpRequest) -> int | None:
    """How many requests wait in the reader's unit; no figure when none do."""
    return queries.requests_to(cast("ActorRequest", request).actor).count() or None
