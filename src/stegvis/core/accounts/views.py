"""Signing in by link, and choosing which role to act in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import SignInLink
from stegvis.core.audit.actor import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose link it is; a press of the button signs in."""
    link = _usable_link(token)
    if link is None:
        return render(request, "accounts/link_expired.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/link_confirm.html", {"account": link.account})
    with tenancy.tenant_scope(link.account.tenant_id):
        account = actions.use_link(
            link, by=Actor.system("sign-in", tenant_id=link.account.tenant_id)
        )
    login(request, account, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _usable_link(token: str) -> SignInLink | None:
    links = SignInLink.objects.select_related("account").filter(
        token_hash=actions.hash_token(token),
        expires_at__gt=clock.now(),
        used_at__isnull=True,
        account__is_active=True,
    )
    if not settings.DEMO and not settings.TESTING:
        links = links.filter(is_demo=False)
    return links.first()
