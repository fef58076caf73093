"""Whom an administrator's doings are told to, so that nobody is let in to the files unseen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.models import WITHOUT_PERSONS, Account, Role
from stegvis.core.accounts.queries import holding, memberships_from_now, working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Unit

WATCHED = (Role.ADMINISTRATOR, Role.LOG_REVIEWER)
"""Roles that reach no person, but let others in or sign for what was opened."""


def tell_of_role(unit: Unit, account: Account, role: str, *, by: Actor) -> None:
    """A role is being given: tell those who have to know, or refuse where there is nobody.

    NotAllowedNowError, at `role`, for a role that reaches persons where nobody else manages the
    unit. Only its first manager may be given, and that is told to everybody who manages or
    administers in the authority. In a new installation there is nobody yet: the first manager is
    then told to no one, and stands in the log.
    """
    if role in WATCHED:
        _tell_everybody(account, by)
    elif role not in WITHOUT_PERSONS:
        watching = working_in(unit.pk, [Role.UNIT_MANAGER]).exclude(pk=account.pk)
        if watching.exists():
            notices.tell_managers(unit.pk, text="review", by=by)
        elif role == Role.UNIT_MANAGER:
            _tell_everybody(account, by)
        else:
            raise NotAllowedNowError(
                _("Nobody else manages the unit today. Give it a unit manager first."), field="role"
            )


def tell_of_end(unit_id: int, role: str, *, by: Actor) -> None:
    """A role is about to end. Told before it does, so that a manager learns of their own."""
    if role not in WITHOUT_PERSONS:
        notices.tell_managers(unit_id, text="review", by=by)


def tell_of_way_in(account: Account, *, by: Actor) -> None:
    """There is a new way to sign in: tell the holder, and whoever watches the holder's roles."""
    notices.tell(("account", account.pk), text="way_in", by=by)
    tell_watchers(account, by=by)


def tell_watchers(account: Account, *, by: Actor) -> None:
    """Tell the managers of every unit where the account reaches persons, today or later on."""
    roles = list(memberships_from_now(account))
    for unit_id in sorted({one.unit_id for one in roles if one.role not in WITHOUT_PERSONS}):
        notices.tell_managers(unit_id, text="review", by=by)
    if any(one.role in WATCHED for one in roles):
        _tell_everybody(account, by)


def _tell_everybody(about: Account, by: Actor) -> None:
    """Every manager and administrator in the authority, save who does it and whom it is about."""
    told = holding([Role.UNIT_MANAGER, Role.ADMINISTRATOR])
    for account in told.exclude(pk__in=[about.pk, by.account_id or 0]):
        notices.tell(("account", account.pk), text="review", by=by)
