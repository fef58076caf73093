"""Accounts as recipients: by e-mail, in the account's language."""

from __future__ import annotations

from stegvis.core.accounts.models import Account
from stegvis.core.notices.models import Channel
from stegvis.core.notices.registries import RECIPIENTS, NoWay, Recipient, Way


def way_to_account(account_id: int) -> Way | NoWay:
    """The address somebody signs in with, while the account is active."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return NoWay("gone")
    return Way(Channel.EMAIL, account.email, account.language)


RECIPIENTS.register("account", Recipient(way_to_account))
