"""What the frame offers on persons' behalf."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.casework.people import rules
from stegvis.core.accounts.middleware import ActorRequest


def searches(request: HttpRequest) -> bool:
    """Whether the reader may search for a person at all."""
    return rules.may_search(cast("ActorRequest", request).actor)
