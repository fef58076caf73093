"""Around each request: the boundary of the audit, the tenant's scope, and who acts."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from stegvis.core import tenancy
from stegvis.core.accounts import queries
from stegvis.core.accounts.models import Account
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor

MEMBERSHIP_KEY = "stegvis_membership"
FREE_PATHS = ("/healthz", "/static/")


class ActorRequest(HttpRequest):
    """A request that has passed ActorMiddleware."""

    actor: Actor


class ActorMiddleware:
    """Sets `request.actor`; on PostgreSQL the request is one transaction with the tenant set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FREE_PATHS):
            return self.get_response(request)
        account = request.user
        tenant_id = account.tenant_id if isinstance(account, Account) else None
        with log.boundary(), tenancy.tenant_scope(tenant_id):
            request.actor = self._actor(request)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if getattr(request, "failed", False) and connection.in_atomic_block:
                transaction.set_rollback(True)
        return response

    @staticmethod
    def process_exception(request: HttpRequest, _exception: Exception) -> None:
        """Remember that the view failed, so that its transaction is rolled back."""
        request.failed = True  # type: ignore[attr-defined]

    @staticmethod
    def _actor(request: HttpRequest) -> Actor:
        if not isinstance(request.user, Account):
            return Actor.anonymous()
        chosen = request.session.get(MEMBERSHIP_KEY)
        return queries.actor_for(request.user, membership_id=chosen)
