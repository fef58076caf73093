"""Accounts as recipients: by e-mail, in the account's language."""

from __future__ import annotations

from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import current_memberships, current_parties
from stegvis.core.notices.models import Channel
from stegvis.core.notices.registries import PARTY_WAYS, RECIPIENTS, NoWay, Recipient, Way


def way_to_account(account_id: int, *, leads_in: bool) -> Way | NoWay:
    """The address somebody signs in with, while the account is active.

    The address of somebody who works here is the work's own. For one who only speaks for a record,
    that record's room says whether the address may be used.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return NoWay("gone")
    parties = [] if current_memberships(account).exists() else current_parties(account)
    for party in parties:
        keeps = PARTY_WAYS.get(party.kind)
        if keeps and (no := keeps(party.record_id, account.email, leads_in=leads_in)):
            return no
    return Way(Channel.EMAIL, account.email, account.language)


RECIPIENTS.register("account", Recipient(way_to_account))
