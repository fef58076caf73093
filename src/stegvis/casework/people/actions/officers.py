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
from stegvis.casework.people.queries import unattended
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit import log
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, Refusal
from stegvis.core.forms.fields import whole_reason
from stegvis.core.notices import actions as notices

SOURCE = "officer"

NOBODY_CAN = _("Nobody here can take this file. Ask an administrator for help.")


@action("people.officer.named", rule=rules.may_name_officers)
def name_officer(person: Person, *, account: Account, reason: str, by: Actor) -> NamedOfficer:
    """One more who may open the file; they are told that there is something to sign in for."""
    if account.pk == person.staff_account_id:
        raise NotAllowedNowError(_("Nobody is named for their own file."), field="account")
    if person.officers.filter(account=account).exists():
        raise NotAllowedNowError(_("They are named already."), field="account")
    person.next_version().save()
    return _name(person, account, reason, by)


@action("people.officer.ended", rule=rules.may_end_officer)
def end_officer(officer: NamedOfficer, *, by: Actor) -> Person:
    """They open the file no more. Refused for the last one who still works here."""
    person = officer.person
    others = queries.working_officers(person).exclude(pk=officer.pk)
    if not others.exists():
        raise NotAllowedNowError(_("Name somebody else first: the file must have an officer."))
    person.next_version().save()
    _end(officer, by)
    return person


@action("people.unattended.named", rule=rules.may_attend)
def name_for_unattended(
    person: Person, *, accounts: Iterable[Account], reason: str, by: Actor
) -> Person:
    """These open the file from now on and no others; who names them needn't know whose it is.

    Whoever of them it or the family is about is left out, and where that is all of them, others
    take it: the answer is the same, so that trying names tells nothing of who is related. The log
    keeps that none of those chosen could. Refused for too few, and where nobody in the board can,
    whoever is chosen.
    """
    reason, chosen = whole_reason(reason), list({one.pk: one for one in accounts}.values())
    _require_enough(chosen, by)
    able = unattended.able_among(person, chosen)
    if not able:
        refusal = Refusal("unable", NOBODY_CAN)
        log.keep_refusal(by, refusal, subject=person, verb="people.unattended.named")
        able = unattended.stand_ins(person, by=by)
    if not able:
        raise NotAllowedNowError(NOBODY_CAN, field="officers")
    for officer in person.officers.all():
        _end(officer, by)
    for account in able:
        _name(person, account, reason, by)
    person.unattended_since = None
    person.save(update_fields=["unattended_since"])
    return person


@action("people.unattended.noted", rule=only_system)
def note_unattended(person: Person, *, by: Actor) -> Person:
    """Nobody can open the file from today on, as far as is known; or somebody can again."""
    is_so = unattended.files().filter(pk=person.pk).exists()
    person.unattended_since = clock.today() if is_so else None
    person.save(update_fields=["unattended_since"])
    return person


def look_for_unattended(*, by: Actor) -> int:
    """Note which files have lost their last officer, and tell those who name new ones, once.

    Called by the day's job and by whatever takes somebody's role away. Returns how many were new.
    """
    hand = Actor.system("officers", tenant_id=by.tenant_id, on_behalf_of=by.account_id)
    for person in unattended.attended_again():
        note_unattended(person, by=hand)
    new = list(unattended.newly_unattended())
    for person in new:
        note_unattended(person, by=hand)
    asked = {account_id for person in new for account_id in unattended.attending(person)}
    for account_id in sorted(asked):
        notices.tell(("account", account_id), text="task", by=hand)
    return len(new)


def name_exactly(person: Person, accounts: Iterable[Account], *, reason: str, by: Actor) -> None:
    """These are the officers from now on and no others; who was and remains keeps what they had.

    NotAllowedNowError, at `officers`, when the file is shut and none of them can open it.
    """
    name_whoever(person, accounts, reason=reason, by=by)
    if person.is_for_officers and not queries.working_officers(person).exists():
        raise NotAllowedNowError(
            _("Name at least one who works here and can open the file."), field="officers"
        )


def name_whoever(person: Person, accounts: Iterable[Account], *, reason: str, by: Actor) -> None:
    """`name_exactly` for what isn't refused: a file that none of them can open is noted as such."""
    named = {officer.account_id: officer for officer in person.officers.all()}
    for account in accounts:
        officer = named.pop(account.pk, None)
        if officer is None:
            _name(person, account, reason, by)
        elif not queries.is_granted(person, source=(SOURCE, officer.pk)):
            _give_reach(officer, by)
    for officer in named.values():
        _end(officer, by)


def _require_enough(chosen: list[Account], by: Actor) -> None:
    """NotAllowedNowError for naming oneself, and for fewer than there are to choose from."""
    if any(account.pk == by.account_id for account in chosen):
        raise NotAllowedNowError(_("Choose others: you can't name yourself."), field="officers")
    if not chosen:
        raise NotAllowedNowError(
            _("Name at least one officer who may open the file."), field="officers"
        )
    least = min(unattended.AT_LEAST, unattended.to_choose(by).count())
    if len(chosen) < least:
        raise NotAllowedNowError(_("Choose at least two."), field="officers")


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
