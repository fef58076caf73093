"""Signing in by link, one's own page, and choosing what to act as and in which language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions, queries, sign_ins
from stegvis.core.accounts.middleware import MEMBERSHIP_KEY, PARTY_KEY, ActorRequest
from stegvis.core.accounts.models import Account, Membership, SignInLink, hash_token
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose link it is; a press of the button signs in, after a code where there is an app."""
    link = _usable_link(token)
    if link is None:
        return render(request, "accounts/link_expired.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/link_confirm.html", {"account": link.account})
    by = Actor.system("sign-in", tenant_id=link.account.tenant_id)
    try:
        with tenancy.tenant_scope(link.account.tenant_id):
            account = actions.use_link(link, by=by)
    except NotAllowedNowError:
        return render(request, "accounts/link_expired.html", status=410)
    return sign_ins.sign_in(request, account, method="link")


def _usable_link(token: str) -> SignInLink | None:
    links = SignInLink.objects.select_related("account").filter(
        token_hash=hash_token(token),
        expires_at__gt=clock.now(),
        used_at__isnull=True,
        account__is_active=True,
    )
    if not settings.DEMO and not settings.TESTING:
        links = links.filter(is_demo=False)
    return links.first()


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Say which address it is about; a press of the button makes it the one to sign in with."""
    proposed = queries.address_change(token)
    if proposed is None:
        return render(request, "accounts/address_expired.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/address_confirm.html", {"email": proposed.email})
    account = proposed.account
    by = Actor.system("new address", tenant_id=account.tenant_id, on_behalf_of=account.pk)
    try:
        with tenancy.tenant_scope(account.tenant_id):
            actions.confirm_address(proposed, by=by)
    except NotAllowedNowError as fault:
        page = {"is_taken": fault.field == "email"}
        return render(request, "accounts/address_expired.html", page, status=410)
    return render(request, "accounts/address_changed.html", {"email": proposed.email})


@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """What one may act as, and the way to one's sign-in settings."""
    choices = queries.capacities(_account(request))
    acting = (request.actor.membership_id, request.actor.party_kind, request.actor.party_id)
    rows = [(choice, _key(choice), _is(choice, acting)) for choice in choices]
    return render(request, "accounts/own.html", {"choices": rows})


@require_POST
def act_as(request: ActorRequest) -> HttpResponse:
    """From now on, in this session, act as the chosen one of what one may be."""
    account = _account(request)
    wanted = request.POST.get("as", "")
    chosen = next((c for c in queries.capacities(account) if _key(c) == wanted), None)
    if chosen is None:
        raise Http404
    for key in (MEMBERSHIP_KEY, PARTY_KEY):
        request.session.pop(key, None)
    request.session[MEMBERSHIP_KEY if isinstance(chosen, Membership) else PARTY_KEY] = chosen.pk
    sign_ins.write(account, "accounts.role.chosen", chosen=wanted)
    return redirect(settings.LOGIN_REDIRECT_URL)


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out whoever leaves in haste, from a page however old; nobody sees the answer.

    Asks for no token: a page from before the last sign-in has an old one, and its reader would be
    left signed in. The session's cookie doesn't come with another site's form (SameSite=Lax), and
    somebody who is signed out against their will has only to sign in again.
    """
    logout(request)
    return HttpResponse(status=204)


@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own, and for somebody who has signed in it stays so on every machine."""
    response = django_set_language(request)
    language = request.POST.get("language", "")
    offered = {one.code for one in request.languages}  # type: ignore[attr-defined]
    if isinstance(request.user, Account) and language in offered:
        by: Actor = request.actor  # type: ignore[attr-defined]
        actions.choose_language(request.user, language=language, by=by)
    return response


def _account(request: HttpRequest) -> Account:
    """Whoever has signed in; the pages that ask are closed to others."""
    assert isinstance(request.user, Account)
    return request.user


def _key(choice: queries.Capacity) -> str:
    return f"{'role' if isinstance(choice, Membership) else 'record'}-{choice.pk}"


def _is(choice: queries.Capacity, acting: tuple[int | None, str, int | None]) -> bool:
    if isinstance(choice, Membership):
        return choice.pk == acting[0]
    return acting[0] is None and (choice.kind, choice.record_id) == acting[1:]
