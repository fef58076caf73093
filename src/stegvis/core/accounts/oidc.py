"""Signing in at the municipality's identity provider (OpenID Connect, code flow with PKCE).

Stricter than allauth's own: the ID token's signature and nonce are always verified, the userinfo
must be about the same subject, and of all claims only the subject is kept. An identity number is
compared with those of the participants and forgotten.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException


def nonce_for(state: str) -> str:
    """The nonce of a sign-in under way: follows from its state, which belongs to the session."""
    return salted_hmac("stegvis oidc nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):  # type: ignore[misc]
    """Sends the nonce along."""

    def get_redirect_url(
        self, authorization_url: str, scope: list[str], extra_params: dict[str, str]
    ) -> str:
        extra = {**extra_params, "nonce": nonce_for(self.state or "")}
        return str(super().get_redirect_url(authorization_url, scope, extra))


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """From the code to an identity; OAuth2Error when anything about it doesn't fit."""

    client_class = Client

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        try:
            claims = self._verified(app, kwargs["response"]["id_token"])
            if not constant_time_compare(claims["nonce"], nonce_for(request.GET["state"])):
                raise OAuth2Error("the ID token belongs to another sign-in")
            told = self._told(token) if "userinfo_endpoint" in self.openid_config else claims
            if told["sub"] != claims["sub"]:
                raise OAuth2Error("the userinfo is about somebody else")
            data = {**claims, **told}
            login = self.get_provider().sociallogin_from_response(request, {"userinfo": data})
            login.number = _number(app, data)
            return login
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"incomplete answer: {error!r}") from error

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims

    def _told(self, token: SocialToken) -> dict[str, Any]:
        told: dict[str, Any] = self._fetch_user_info(token.token)
        return told


def _number(app: SocialApp, claims: dict[str, Any]) -> str:
    """The identity number of whoever signs in; '' where the provider isn't trusted to tell it."""
    number = claims.get(app.settings.get("number_claim") or "")
    return number if isinstance(number, str) else ""


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Named in the settings; takes nothing from the address but where to go afterwards."""

    oauth2_adapter_class = Adapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {"process": AuthProcess.LOGIN, "next_url": get_next_redirect_url(request)}

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leave by a page that moves on by itself, because our policy lets no form lead away."""
        response: HttpResponse = super().redirect(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            there = {"url": response.url, "provider": self}
            return render(request, "accounts/leaving.html", there)
        return response

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider: asks first, leaves on POST."""
    return _run(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider."""
    return _run(OAuth2CallbackView, request, provider_id)


def _run(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """Run allauth's view; 404 without such a provider, a sentence when it doesn't answer."""
    adapter = Adapter(request, provider_id)
    try:
        response: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except RequestException as error:
        response = render_authentication_error(request, adapter.get_provider(), exception=error)
    return response
