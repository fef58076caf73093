"""What the menu says about doubles that somebody couldn't see."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from stegvis.casework.doubles import hidden, rules
from stegvis.core.accounts.middleware import ActorRequest


def resolves(request: HttpRequest) -> bool:
    """Whether the reader sorts them out, and any waits."""
    by = cast("ActorRequest", request).actor
    return rules.resolves(by) and hidden.waiting(by).exists()


def waiting(request: HttpRequest) -> int | None:
    """How many wait."""
    return hidden.waiting(cast("ActorRequest", request).actor).count() or None
