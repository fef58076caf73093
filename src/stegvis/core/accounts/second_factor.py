"""Whether somebody at the other end has shown more than a password or a link."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

STRONG = {"mfa", "socialaccount"}
"""A code from an app (or a recovery code), or a sign-in at the municipality's identity provider."""

ON_THE_WAY = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "account_set_password",
    "account_change_password",
    "account_logout",
    "accounts:leave",
    "set_language",
}


def was_shown(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor or the identity provider."""
    return any(how["method"] in STRONG for how in get_authentication_records(request, request.user))


def exists(request: HttpRequest) -> bool:
    """Whether the account has an authenticator app."""
    return bool(is_mfa_enabled(request.user, [Authenticator.Type.TOTP]))


def is_on_the_way(request: HttpRequest) -> bool:
    """Whether the page is one that is needed to set the second factor up, or to leave."""
    return request.resolver_match is not None and request.resolver_match.view_name in ON_THE_WAY
