"""Naming those who may open a file that is shut to everybody else, and ending it.

A named officer reaches the person by a grant of their own, so that nobody is lost who is known to
officers alone and hasn't been referred. Somebody who works here always remains.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import queries, rules
from stegvis.casework.people.actions.reach import end_grants, grant
from stegvis.casework.people.models import Ground, NamedOfficer, Person
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices import actions as notices

SOURCE = "officer"


@action("people.officer.named", rule=rules.may_name_officers)
def name_officer(person: Person, *, account: Account, reason: str, by: Actor) -> NamedOfficer:
    """One more who may open the file; they are told that there is something to sign in for."""
    if account.pk == person.staff_account_id:
        raise NotAllowedNowError(_("Nobody is named for their own file."), field="account")
    if person.officers.filter(account=account).exists():
        raise NotAllowedNowError(_("They are named already."), field="account")
    return _name(person, account, reason, by)


@action("people.officer.ended", rule=rules.may_end_officer)
def end_officer(officer: NamedOfficer, *, by: Actor) -> Person:
    """They open the file no more. Refused for the last one who still works here."""
    person = officer.person
    others = queries.working_officers(person).exclude(pk=officer.pk)
    if not others.exists():
        raise NotAllowedNowError(_("Name somebody else first: the file must have an officer."))
    _end(officer, by)
    return person


def name_exactly(person: Person, accounts: Iterable[Account], *, reason: str, by: Actor) -> None:
    """These are the officers from now on and no others; who was and remains keeps what they had."""
    named = {officer.account_id: officer for officer in person.officers.all()}
    for account in accounts:
        officer = named.pop(account.pk, None)
        if officer is None:
            _name(person, account, reason, by)
        elif not queries.is_granted(person, source=(SOURCE, officer.pk)):
            _give_reach(officer, by)
    for officer in named.values():
        _end(officer, by)


def _name(person: Person, account: Account, reason: str, by: Actor) -> NamedOfficer:
    officer = NamedOfficer(person=person, account=account, reason=reason.strip())
    officer.save(force_insert=True)
    _give_reach(officer, by)
    if account.pk != by.account_id:
        notices.tell(("account", account.pk), text="task", by=by)
    return officer


def _give_reach(officer: NamedOfficer, by: Actor) -> None:
    grant(
        officer.person,
        account_id=officer.account_id,
        ground=Ground.OFFICER,
        source=(SOURCE, officer.pk),
        by=by,
    )


def _end(officer: NamedOfficer, by: Actor) -> None:
    end_grants(officer.person, source=(SOURCE, officer.pk), by=by)
    officer.delete()
