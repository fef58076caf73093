"""Which account an identity from the identity provider opens."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.socialaccount.models import SocialLogin

from stegvis.core import tenancy
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import Account, Party, PartyKind
from stegvis.core.accounts.registries import LINKED, NUMBERED
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Tenant


def account_for(login: SocialLogin) -> Account | None:
    """The account of a new identity, which is linked to it from now on; None: it opens nothing.

    Only an e-mail address or an identity number that the provider vouches for counts, only for an
    active account, and only while no other identity of the provider is linked: an address that is
    given to somebody else later doesn't open the account of the one before.
    """
    candidates = (*_by_address(login), *_by_number(login))
    return next((account for account in candidates if _link(login, account)), None)


def still_opens(login: SocialLogin) -> bool:
    """Whether a linked identity opens its account today.

    A participant's follows the number each time, so that one that was wrong in the file, or that a
    person no longer has a page under, lets nobody in.
    """
    account: Account = login.user
    with tenancy.tenant_scope(account.tenant_id):
        participants = Party.objects.filter(account=account, kind=PartyKind.PARTICIPANT)
        is_participant = participants.exists()
    return not is_participant or account in _by_number(login)


def _by_address(login: SocialLogin) -> Iterator[Account]:
    vouched = [address.email for address in login.email_addresses if address.verified is True]
    found = Account.objects.filter(email__in=[e.lower() for e in vouched], is_active=True)
    yield from found.order_by("pk")[:1]


def _by_number(login: SocialLogin) -> Iterator[Account]:
    """Those whose number it is, in each authority of the installation."""
    if not login.number:
        return
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with tenancy.tenant_scope(tenant_id):
            found = [account for _name, ask in NUMBERED for account in ask(login.number)]
        yield from found


def _link(login: SocialLogin, account: Account) -> bool:
    """Whether the identity opens the account from now on."""
    by = Actor.system("sign-in", tenant_id=account.tenant_id, on_behalf_of=account.pk)
    with tenancy.tenant_scope(account.tenant_id):
        try:
            login.account = actions.link_identity(
                account, provider=login.account.provider, subject=login.account.uid, by=by
            )
        except NotAllowedNowError:
            return False
        for _name, tell in LINKED:
            tell(account, by=by)
    return True
