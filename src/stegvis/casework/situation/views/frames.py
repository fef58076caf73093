"""Whose page it is: the same room stands on a desk and on a phone."""

from __future__ import annotations

from stegvis.core.accounts.middleware import ActorRequest


def frame_of(request: ActorRequest) -> str:
    """The page's frame: a desk for staff, a phone for the person."""
    return "people/file.html" if request.actor.is_staff else "web/participant.html"
