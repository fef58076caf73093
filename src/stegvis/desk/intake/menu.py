"""Who has the line in the menu."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.intake import rules


def brings(request: HttpRequest) -> bool:
    """Whoever may bring a list to the unit they act in."""
    return rules.brings(cast("ActorRequest", request).actor)
