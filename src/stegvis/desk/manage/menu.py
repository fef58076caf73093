"""The manager's and the administrator's lines in the menu."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.manage import rules
from stegvis.web import navigation

INSTRUMENTS = tuple(
    f"situation:{page}"
    for page in (
        "instruments", "instrument", "instrument_template", "look_through", "accept", "retire",
    )
)  # fmt: skip
"""Pages where an administrator brings the authority's own instruments."""


def register() -> None:
    """Add the lines."""
    for line in (
        navigation.Item(_("The unit"), "manage:home", 15, _manages, key="u"),
        navigation.Item(_("Log review"), "manage:log", 80, _reviews, apart=True, key="l"),
        navigation.Item(_("Administration"), "manage:administration", 90, _administers),
    ):
        navigation.register(line)
    navigation.belongs(INSTRUMENTS, to="manage:administration")


def _manages(request: HttpRequest) -> bool:
    return rules.manages(cast("ActorRequest", request).actor)


def _reviews(request: HttpRequest) -> bool:
    return rules.reviews_logs(cast("ActorRequest", request).actor)


def _administers(request: HttpRequest) -> bool:
    return rules.administers(cast("ActorRequest", request).actor)
