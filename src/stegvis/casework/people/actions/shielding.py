"""Shutting a file to all but a few: a protected identity, and a person who works here."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import own_page, rules
from stegvis.casework.people.actions.everywhere import protect_the_others, take_turn
from stegvis.casework.people.actions.officers import name_exactly
from stegvis.casework.people.models import Person, Protection
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import current_memberships
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError


@action("people.person.protected", rule=rules.may_protect)
def set_protection(
    person: Person,
    *,
    level: int,
    officers: Iterable[Account],
    reason: str,
    by: Actor,
    seen_version: int | None = None,
) -> Person:
    """Set the protection of identity and name who may still open the file: these and no others.

    Without protection nobody is named, unless the person works here and is shielded for that.
    Whoever is signed in on the person's own page is out. A protection that becomes stricter holds
    in every board that knows the number; a milder one, or the same, in this board only.
    StaleVersionError when `seen_version` isn't the person's any more: what was made stricter, and
    who was named, meanwhile isn't undone unseen.
    """
    take_turn(person.tenant_id, person.number)
    _check_seen(person, seen_version)
    is_shut = level != Protection.NONE or person.staff_account_id is not None
    chosen = [one for one in officers if is_shut and one.pk != person.staff_account_id]
    if is_shut and not chosen:
        raise NotAllowedNowError(
            _("Name at least one officer who may open the file."), field="officers"
        )
    before = person.protection
    if level != before:
        person.decide_protection(level)
    person.next_version().save()
    name_exactly(person, chosen, reason=reason, by=by)
    if level > before:
        protect_the_others(person)
    own_page.sign_out(person, by=by)
    return person


@action("people.colleague.named", rule=rules.may_name_colleague)
def name_colleague(
    person: Person,
    *,
    account: Account | None,
    officers: Iterable[Account],
    by: Actor,
    seen_version: int | None = None,
) -> Person:
    """Say that the person works here, as which account, and who of the others may still open the
    file; without an account, that they no longer do.

    From then on the account is shut out from the own file and the family's, and every colleague
    who isn't named from the file (ranks 400, 500 and 600). StaleVersionError as for a protection.
    """
    _check_seen(person, seen_version)
    chosen = [one for one in officers if account is not None and one.pk != account.pk]
    if account is not None:
        check_works_here(account, tenant_id=person.tenant_id, field="account")
        if not chosen:
            raise NotAllowedNowError(
                _("Name at least one colleague who may open the file."), field="officers"
            )
    person.staff_account = account
    person.next_version().save()
    if account is not None or not person.is_protected:
        name_exactly(person, chosen, reason=gettext("Works here"), by=by)
    own_page.sign_out(person, by=by)
    return person


def _check_seen(person: Person, seen_version: int | None) -> None:
    if seen_version is not None and person.version != seen_version:
        raise StaleVersionError(person)


def check_works_here(account: Account, *, tenant_id: int, field: str) -> None:
    """NotAllowedNowError, at the field, for the account of somebody with no role today."""
    if account.tenant_id != tenant_id or not current_memberships(account).exists():
        raise NotAllowedNowError(_("Choose somebody who works here."), field=field)
