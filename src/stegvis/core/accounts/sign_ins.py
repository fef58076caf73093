"""Signing in, out and in vain: written to the audit from the signals of those who do it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.signals import password_changed, password_set
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse

from stegvis.core import tenancy
from stegvis.core.accounts import queries
from stegvis.core.accounts.models import Account
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind


def connect() -> None:
    """Called once the apps are loaded."""
    user_logged_in.connect(_signed_in, dispatch_uid="stegvis signed in")
    user_logged_out.connect(_signed_out, dispatch_uid="stegvis signed out")
    user_login_failed.connect(_failed, dispatch_uid="stegvis failed")
    mfa.authentication_failed.connect(_wrong_code, dispatch_uid="stegvis wrong code")
    post_save.connect(_added, sender=Authenticator, dispatch_uid="stegvis added")
    post_delete.connect(_removed, sender=Authenticator, dispatch_uid="stegvis removed")
    for signal in (password_changed, password_set):
        signal.connect(_password, dispatch_uid="stegvis password")


def write(account: Account, verb: str, *, code: str = "", **detail: Any) -> None:
    """An event of the account itself, in its own tenant."""
    with tenancy.tenant_scope(account.tenant_id):
        by = queries.actor_for(account)
        log.write_event(by, EventKind.SIGN_IN, verb, subject=account, code=code, detail=detail)


def write_failed(email: str, *, code: str) -> None:
    """A sign-in that came to nothing. The address isn't kept; the account is, if there is one."""
    account = Account.objects.filter(email__iexact=email).first() if email else None
    by = Actor(
        tenant_id=account.tenant_id if account else None,
        role="anonymous",
        account_id=account.pk if account else None,
    )
    log.write_event(by, EventKind.SIGN_IN, "accounts.sign_in.failed", subject=account, code=code)


def sign_in(request: HttpRequest, account: Account, *, method: str) -> HttpResponse:
    """Begin a session of the account, which has shown who it is by `method`; whoever was signed in
    in this browser is out. The second factor is asked for where there is one."""
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, account, method=method)
    response: HttpResponse = perform_login(request, Login(user=account))
    return response


def set_language(response: HttpResponse, language: str) -> None:
    """Answer in the account's language from the next page on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def _signed_in(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    how = [record["method"] for record in get_authentication_records(request, user)]
    write(user, "accounts.signed_in", how=how)


def _signed_out(user: Account | None, **_kwargs: Any) -> None:
    if isinstance(user, Account):
        write(user, "accounts.signed_out")


def _failed(credentials: dict[str, Any], **_kwargs: Any) -> None:
    write_failed(str(credentials.get("email", "")), code="wrong_password")


def _wrong_code(user: Account, **_kwargs: Any) -> None:
    write_failed(user.email, code="wrong_code")


def _added(instance: Authenticator, created: bool, **_kwargs: Any) -> None:
    """Setting the app up takes a right code, so the session has shown it."""
    if not created:
        return
    write(instance.user, "accounts.second_factor.added", type=instance.type)
    if instance.type == Authenticator.Type.TOTP and context.request is not None:
        record_authentication(context.request, instance.user, method="mfa", type=instance.type)


def _removed(instance: Authenticator, **_kwargs: Any) -> None:
    write(instance.user, "accounts.second_factor.removed", type=instance.type)


def _password(user: Account, **_kwargs: Any) -> None:
    write(user, "accounts.password.changed")
