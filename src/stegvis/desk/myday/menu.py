"""My day's line in the menu."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.desk.myday import rules
from stegvis.web import navigation


def register() -> None:
    """Add the line."""
    navigation.register(navigation.Item(_("My day"), "myday:home", order=10, shown=_is_shown))


def _is_shown(request: HttpRequest) -> bool:
    return rules.has_a_day(cast("ActorRequest", request).actor)
