"""How allauth behaves here: nobody signs up; an administrator makes the accounts."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stegvis.core import encryption
from stegvis.core.accounts import identities, second_factor, sign_ins
from stegvis.core.accounts.models import Account

QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail and password, in the language of the account; no open sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password isn't right. Try again."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait 15 minutes, or ask your administrator for a link."
        ),
        "rate_limited": _("Too many attempts. Wait a moment and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A refused attempt is written down like a failed one."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_ins.write_failed(credentials.get("email", ""), code="locked")
            raise

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        sign_ins.set_language(response, user.language)
        return response

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Our accounts carry their e-mail themselves, not in allauth's table of addresses."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Somebody who has just signed in isn't asked again at once."""
        records = get_authentication_records(context.request, context.request.user)
        just_now = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > just_now for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: Account, password: str) -> None:
        """Nothing but the password is written: saving the whole account could undo what an
        administrator changes of it meanwhile, closing it or its address."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **kw: Any
    ) -> None:
        """Without the messages that only say what everybody sees."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kw)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity from the provider opens an existing account; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Never by the address alone: `pre_social_login` links it first, or refuses."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            account = sociallogin.user if identities.still_opens(sociallogin) else None
        else:
            account = identities.account_for(sociallogin)
        if account is None:
            sign_ins.write_failed("", code="unknown_identity")
            page = render(request, "accounts/unknown_identity.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.user = account

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        sign_ins.write_failed("", code="identity_provider")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are encrypted with the data keys."""

    def get_totp_issuer(self) -> str:
        return "Stegvis"

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only a session that has itself shown the second factor takes it away."""
        return not settings.SECOND_FACTOR or second_factor.was_shown(context.request)
