"""One sign-in link for each member of the cast, the same as long as the secret key is."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import Account, PartyKind, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.actor import Actor

LIFETIME = timedelta(days=30)


@dataclass(frozen=True)
class DemoLink:
    """Who, as what, and where to press."""

    role: str
    name: str
    url: str

    def as_dict(self) -> dict[str, str]:
        """For `stegvis demo links --json`."""
        return asdict(self)


def sign_in_links(base_url: str) -> list[DemoLink]:
    """Issue (or renew) the links; RuntimeError outside the demo."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("demo links exist in demo mode only")
    accounts = Account.objects.filter(email__endswith="@example.org", is_active=True)
    return [_link(account, base_url) for account in accounts.order_by("pk")]


def _link(account: Account, base_url: str) -> DemoLink:
    secret = settings.SECRET_KEY.encode()
    token = hmac.new(secret, f"demo link {account.email}".encode(), hashlib.sha256).hexdigest()[:32]
    by = Actor.system("demo links", tenant_id=account.tenant_id)
    with tenancy.tenant_scope(account.tenant_id):
        expires = clock.now() + LIFETIME
        actions.issue_link(account, token=token, expires=expires, is_demo=True, by=by)
        role = actor_for(account).role
    address = base_url.rstrip("/") + reverse("accounts:link", args=[token])
    return DemoLink(role=_role_name(role), name=account.name, url=address)


def _role_name(role: str) -> str:
    labels = {**dict(Role.choices), **dict(PartyKind.choices)}
    with override(settings.LANGUAGE_CODE):
        return str(labels.get(role, role))
