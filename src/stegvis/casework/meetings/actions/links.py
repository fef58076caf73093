"""The secret address of somebody's own booked times."""

from __future__ import annotations

import secrets

from stegvis.casework.meetings import rules
from stegvis.casework.meetings.models import CalendarLink
from stegvis.core import clock
from stegvis.core.accounts.models import Account, hash_token
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor


@action("meetings.calendar_link.made", rule=rules.may_subscribe)
def make_link(account: Account, *, by: Actor) -> str:
    """A new secret address in place of the one before; returns what follows `/calendar/`.

    The secret is nowhere stored: whoever has lost it makes a new one.
    """
    for link in CalendarLink.objects.filter(account=account, ended_at__isnull=True):
        end_link(link, by=by)
    secret = secrets.token_urlsafe(32)
    CalendarLink(account=account, secret_hash=hash_token(secret)).save(force_insert=True)
    return f"{account.public_id}.{secret}"


@action("meetings.calendar_link.ended", rule=rules.may_end_link)
def end_link(link: CalendarLink, *, by: Actor) -> CalendarLink:
    """From now on the address answers as one that never was."""
    if link.ended_at is None:
        link.ended_at = clock.now()
        link.save()
    return link
