"""The way to one's own page, and the menu's line for those who can act as more than one."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts import queries
from stegvis.core.accounts.models import Account
from stegvis.web import navigation


def register() -> None:
    """Called once the apps are loaded."""
    navigation.register_in_header("accounts/in_header.html")
    navigation.register(
        navigation.Item(
            label=_("Change role"), url_name="accounts:own", order=900, shown=_several, apart=True
        )
    )


def _several(request: HttpRequest) -> bool:
    account = request.user
    return isinstance(account, Account) and len(queries.capacities(account)) > 1
