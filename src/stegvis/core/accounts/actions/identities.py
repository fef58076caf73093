"""What an account shows who it is with: its second factor and the identity provider."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.models import Account
from stegvis.core.accounts.rules import check_settled, may_administer_account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


@action("accounts.second_factor.reset", rule=may_administer_account)
def reset_second_factor(account: Account, *, by: Actor) -> int:
    """Forget a lost authenticator app and its recovery codes; returns how many were there.

    The next sign-in asks for a new one. The password goes too, so that only the account's own
    mailbox (or the identity provider) leads in; not while that mailbox is new.
    """
    check_settled(account)
    removed: int = Authenticator.objects.filter(user_id=account.pk).delete()[0]
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return removed


@action("accounts.identity.linked", rule=may_administer_account)
def link_identity(account: Account, *, provider: str, subject: str, by: Actor) -> SocialAccount:
    """Let an identity at the provider, one for each, open an account whose address has settled."""
    check_settled(account)
    if SocialAccount.objects.filter(user=account, provider=provider).exists():
        raise NotAllowedNowError(_("The account already has an identity at this provider."))
    if SocialAccount.objects.filter(provider=provider, uid=subject).exists():
        raise NotAllowedNowError(_("This identity opens another account."), field="subject")
    identity = SocialAccount(user=account, provider=provider, uid=subject, extra_data={})
    identity.save(force_insert=True)
    return identity
