"""My day's line in the menu."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Role
from stegvis.desk.myday import rules
from stegvis.web import navigation


def register() -> None:
    """Add the line: first for those who begin with it, second for a manager."""
    label = _("My day")
    navigation.register(
        navigation.Item(label, "myday:home", order=10, shown=_begins_with_it, key="d")
    )
    navigation.register(navigation.Item(label, "myday:day", order=16, shown=_has_it_too, key="d"))
    navigation.belongs(["myday"], to="myday:home")


def _begins_with_it(request: HttpRequest) -> bool:
    actor = cast("ActorRequest", request).actor
    return rules.has_a_day(actor) and actor.role != Role.UNIT_MANAGER


def _has_it_too(request: HttpRequest) -> bool:
    return cast("ActorRequest", request).actor.role == Role.UNIT_MANAGER
