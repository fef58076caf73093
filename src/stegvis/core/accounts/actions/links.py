"""Links that sign in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.models import Account, AddressChange, SignInLink, hash_token
from stegvis.core.accounts.rules import may_administer
from stegvis.core.audit.actions import action, anyone, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

LINK_LIFETIME = timedelta(minutes=15)


@action("accounts.link.issued", rule=may_administer)
def issue_link(
    account: Account,
    *,
    by: Actor,
    token: str = "",
    expires: datetime | None = None,
    is_demo: bool = False,
) -> str:
    """A sign-in link's token. An earlier link that nobody has used works no longer; a demo link,
    which can be used again, leaves the others alone."""
    token = token or secrets.token_urlsafe(24)
    if not is_demo:
        SignInLink.objects.filter(account=account, used_at__isnull=True, is_demo=False).delete()
    SignInLink.objects.update_or_create(
        token_hash=hash_token(token),
        defaults={
            "account": account,
            "expires_at": expires or clock.now() + LINK_LIFETIME,
            "is_demo": is_demo,
        },
    )
    return token


@action("accounts.link.used", rule=anyone)
def use_link(link: SignInLink, *, by: Actor) -> Account:
    """Spend a link and return whose it is; of two who use it at once, one is told it is spent."""
    unused = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True)
    if not link.is_demo and not unused.update(used_at=clock.now()):
        raise NotAllowedNowError(_("The link no longer works"))
    return link.account


@action("accounts.links.cleared", rule=only_system)
def clear_links(links: QuerySet[SignInLink], *, changes: QuerySet[AddressChange], by: Actor) -> int:
    """Forget old links and changes of address (see `queries.old_links`); returns how many."""
    return links.delete()[0] + changes.delete()[0]
