"""Accounts as recipients: by e-mail, in the account's language; by their old address and by a new
one while it is being changed."""

from __future__ import annotations

from stegvis.core.accounts.models import Account, AddressChange
from stegvis.core.accounts.queries import (
    current_memberships,
    current_parties,
    waiting_addresses,
)
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


def way_to_new_address(change_id: int, *, leads_in: bool) -> Way | NoWay:  # noqa: ARG001
    """The address that an account is to have, as long as that can be confirmed."""
    change = waiting_addresses().filter(pk=change_id).first()
    if change is None:
        return NoWay("gone")
    return Way(Channel.EMAIL, change.email, change.account.language)


def way_to_old_address(change_id: int, *, leads_in: bool) -> Way | NoWay:  # noqa: ARG001
    """The address that an account had when another was proposed, also once that is used."""
    rows = AddressChange.objects.filter(pk=change_id, account__is_active=True)
    change = rows.select_related("account").first()
    if change is None:
        return NoWay("gone")
    return Way(Channel.EMAIL, change.was, change.account.language)


RECIPIENTS.register("account", Recipient(way_to_account))
RECIPIENTS.register("new_address", Recipient(way_to_new_address))
RECIPIENTS.register("old_address", Recipient(way_to_old_address))
