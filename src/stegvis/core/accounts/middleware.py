"""Around each request: the boundary of the audit, the tenant's scope, who acts, and how surely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from stegvis.core import tenancy
from stegvis.core.accounts import queries, second_factor
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.once import while_reading
from stegvis.web import languages
from stegvis.web.typed import typed_texts

MEMBERSHIP_KEY = "stegvis_membership"
PARTY_KEY = "stegvis_party"
FREE_PATHS = ("/healthz", "/readyz", "/static/")


class ActorRequest(HttpRequest):
    """A request that has passed ActorMiddleware."""

    actor: Actor


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever isn't signed in to the sign-in page, and gives back what they had written."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        """A form isn't lost with the session: its longer texts are shown to be copied.

        A page that asks for a part of itself, a job's again and again, is led away as a whole.
        """
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and typed_texts(request):
            return render(request, "accounts/signed_out.html", status=403)
        if answer is not None and "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": answer["Location"]})
        return answer


class ActorMiddleware:
    """Sets `request.actor`; on PostgreSQL the request is one transaction with the tenant set.

    What a signed-in reader was shown is kept by no cache: the next one at the same computer, who
    presses Back, gets the sign-in page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FREE_PATHS):
            return self.get_response(request)
        reads = request.method in ("GET", "HEAD")
        account = request.user
        tenant_id = account.tenant_id if isinstance(account, Account) else None
        with log.boundary(), tenancy.tenant_scope(tenant_id), while_reading(reads=reads):
            request.actor = self._actor(request)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if getattr(request, "failed", False) and connection.vendor == "postgresql":
                transaction.set_rollback(True)
        if isinstance(account, Account) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    @staticmethod
    def process_exception(request: HttpRequest, _exception: Exception) -> None:
        """Remember that the view failed, so that its transaction is rolled back."""
        request.failed = True  # type: ignore[attr-defined]

    @staticmethod
    def _actor(request: HttpRequest) -> Actor:
        if not isinstance(request.user, Account):
            return Actor.anonymous()
        return queries.actor_for(
            request.user,
            membership_id=request.session.get(MEMBERSHIP_KEY),
            party_id=request.session.get(PARTY_KEY),
        )


class LanguageMiddleware:
    """Which languages the reader may choose among, and one of these for this page.

    The further ones hold what participants and those who sign in meet. For everybody else a page in
    one of them would be half in Swedish, written in the wrong direction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        offered = languages.LANGUAGES if _meets_few_pages(request) else languages.WHOLE
        request.languages = offered  # type: ignore[attr-defined]
        codes = [language.code for language in offered]
        if translation.get_language() not in codes:
            known = account.language if isinstance(account, Account) else ""
            translation.activate(known if known in codes else settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


def _meets_few_pages(request: HttpRequest) -> bool:
    """Whether this is a participant, or somebody who hasn't signed in."""
    actor = getattr(request, "actor", None)
    is_signed_in = isinstance(request.user, Account)
    return not is_signed_in or (actor is not None and actor.party_kind == PartyKind.PARTICIPANT)


class SecondFactorMiddleware:
    """Staff go no further than to their own sign-in settings until they have shown a second factor.

    Somebody who has one and whose session hasn't shown it (it began before) signs in again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_view(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Asked when the address is known and before its view runs."""
        actor = getattr(request, "actor", None)
        if not settings.SECOND_FACTOR or actor is None or not actor.is_staff:
            return None
        if second_factor.was_shown(request):
            return None
        if second_factor.exists(request):
            logout(request)
            return redirect(settings.LOGIN_URL)
        return None if second_factor.is_on_the_way(request) else redirect("mfa_activate_totp")
