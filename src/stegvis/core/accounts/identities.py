"""Which account an identity from the identity provider opens."""

from __future__ import annotations

from allauth.socialaccount.models import SocialLogin

from stegvis.core import tenancy
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.registries import LINKED
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


def account_for(login: SocialLogin) -> Account | None:
    """The account of a new identity, which is linked to it from now on; None: it opens nothing.

    Only an e-mail address that the provider vouches for counts, only for an active account, and
    only while no other identity of the provider is linked: an address that is given to somebody
    else later doesn't open the account of the one before.
    """
    vouched = [address.email for address in login.email_addresses if address.verified is True]
    account = Account.objects.filter(email__in=[e.lower() for e in vouched], is_active=True).first()
    if account is None:
        return None
    by = Actor.system("sign-in", tenant_id=account.tenant_id, on_behalf_of=account.pk)
    with tenancy.tenant_scope(account.tenant_id):
        try:
            login.account = actions.link_identity(
                account, provider=login.account.provider, subject=login.account.uid, by=by
            )
        except NotAllowedNowError:
            return None
        for _name, tell in LINKED:
            tell(account, by=by)
    return account
