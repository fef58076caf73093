"""Roles in a unit, from a day to a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts.models import Account, Membership, Role
from stegvis.core.accounts.rules import may_administer, may_end_role
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Unit


@action("accounts.membership.given", rule=may_administer)
def give_role(
    unit: Unit, *, account: Account, role: str, by: Actor, starts: date, ends: date | None = None
) -> Membership:
    """A role in a unit from a day on."""
    if account.tenant_id != unit.tenant_id:
        raise NotAllowedNowError(_("The account belongs to another authority."))
    if account.pk == by.account_id and not by.is_system:
        raise NotAllowedNowError(_("You can't give a role to yourself. Ask another administrator."))
    if ends is not None and ends < starts:
        raise NotAllowedNowError(_("The last day can't come before the first."), field="ends")
    held = Membership.objects.filter(account=account, unit=unit, role=role)
    if ends is not None:
        held = held.filter(starts__lte=ends)
    if held.exclude(ends__lt=starts).exists():
        raise NotAllowedNowError(_("Already has this role in the unit then."), field="role")
    membership = Membership(account=account, unit=unit, role=role, starts=starts, ends=ends)
    membership.save(force_insert=True)
    return membership


@action("accounts.membership.ended", rule=may_end_role)
def end_role(membership: Membership, *, ends: date, by: Actor) -> Membership:
    """The role's last day; yesterday stops it at once."""
    if ends < membership.starts:
        raise NotAllowedNowError(_("The last day can't come before the first."), field="ends")
    if ends < clock.days_from_today(-1):
        raise NotAllowedNowError(
            _("Give yesterday to end the role at once, or a later day."), field="ends"
        )
    if membership.role == Role.ADMINISTRATOR:
        keep_an_administrator(membership.account)
    membership.ends = ends
    membership.save()
    return membership


def keep_an_administrator(account: Account) -> None:
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True)
    today = clock.today()
    lasting = others.filter(starts__lte=today, ends__isnull=True).exclude(account=account)
    if not lasting.exists():
        raise NotAllowedNowError(
            _("Nobody else would be left to administer. Make somebody else administrator first.")
        )
