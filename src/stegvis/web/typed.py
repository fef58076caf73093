"""Giving back what somebody wrote in a form that couldn't be taken."""

from __future__ import annotations

from django.http import HttpRequest

NOT_TYPED = ("csrfmiddlewaretoken", "key", "next", "seen_version")
SHORTEST = 20
"""Characters; a shorter text is quicker typed again than copied."""


def typed_texts(request: HttpRequest) -> list[str]:
    """The longer texts of the posted form; never what was typed to sign in."""
    if request.path.startswith("/accounts/"):
        return []
    values = (request.POST.get(name, "") for name in request.POST if name not in NOT_TYPED)
    return [value for value in values if len(value) >= SHORTEST]
