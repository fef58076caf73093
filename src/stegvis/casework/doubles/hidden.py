"""Doubles that whoever registered somebody couldn't see: noted, taken up by a registrar, resolved.
Of a file that is shut to all but its named officers, an officer resolves it in any role.

Nothing is told of whom it is about until somebody takes it up, and never to anybody whom a rule
before reach keeps from either record: of somebody protected, only their officers see it at all.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from stegvis.casework.doubles import rules
from stegvis.casework.doubles.models import HiddenDouble, Outcome
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as reading
from stegvis.casework.people.models import Ground, Person
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor

SOURCE = "hidden_double"


def waiting(by: Actor) -> QuerySet[HiddenDouble]:
    """What the actor may resolve, the longest wait first: as a registrar or manager, or as a
    named officer of one of the two."""
    if not rules.resolves(by):
        return rules.left_to_officer(by)
    return rules.waiting_in_board(by)


def found(public_id: str, *, by: Actor) -> HiddenDouble | None:
    """One of these."""
    return waiting(by).filter(public_id=public_id).first()


def _answers_for_both(double: HiddenDouble, by: Actor) -> bool:
    both = [double.person, *([double.newcomer] if double.newcomer else [])]
    return all(_answers_for(one, by) for one in both)


def _answers_for(person: Person, by: Actor) -> bool:
    """Whether the actor reaches the whole of a record, and not in passing."""
    reaches = reading.reaches(person, by=by, compartment="journal")
    return reaches and reading.answers_for(person, by=by, compartment="journal")


def may_note(person: Person, by: Actor) -> bool:
    """Whoever registers people in the record's board."""
    is_of_the_board = person.secrecy_area_id == by.secrecy_area_id
    return by.is_system or (by.role in reading.REGISTERING and is_of_the_board)


def may_resolve(double: HiddenDouble, by: Actor) -> bool:
    """Whoever it waits for."""
    return by.is_system or waiting(by).filter(pk=double.pk).exists()


def may_settle(double: HiddenDouble, by: Actor) -> bool:
    """The same, who has looked at both records."""
    return (
        may_resolve(double, by) and rules.is_taken_up(double, by) and _answers_for_both(double, by)
    )


@action("doubles.hidden.noted", rule=may_note)
def note(person: Person, *, newcomer: Person | None, by: Actor) -> HiddenDouble:
    """Put a record on the registrars' list; the same attempt again adds nothing."""
    of_theirs = HiddenDouble.objects.filter(person=person, newcomer=newcomer, outcome="")
    earlier = of_theirs.filter(account_id=by.account_id or 0).first()
    if earlier is not None:
        return earlier
    double = HiddenDouble(
        person=person,
        newcomer=newcomer,
        secrecy_area=person.secrecy_area,
        account_id=by.account_id,
    )
    double.save(force_insert=True)
    return double


@action("doubles.hidden.taken_up", rule=may_resolve)
def take_up(double: HiddenDouble, *, by: Actor) -> HiddenDouble:
    """Reach both records for a day, to see whether they are one person's."""
    for person in (double.person, double.newcomer):
        if person is not None and not _answers_for(person, by):
            people.grant(
                person,
                account_id=by.account_id,
                ground=Ground.REGISTRATION,
                ends=clock.now() + timedelta(hours=rules.HOURS),
                source=(SOURCE, double.pk),
                by=by,
            )
    double.taken_up_at, double.taken_up_by_id = clock.now(), by.account_id
    double.save()
    return double


@action("doubles.hidden.resolved", rule=may_settle)
def settle(double: HiddenDouble, *, outcome: str, by: Actor) -> HiddenDouble:
    """Say whether it is the same person. Of somebody else, the reach ends at once."""
    double.outcome = Outcome(outcome).value
    double.resolved_at, double.resolved_by_id = clock.now(), by.account_id
    double.save()
    if double.outcome == Outcome.OTHER:
        for person in (double.person, double.newcomer):
            if person is not None:
                people.end_grants(person, source=(SOURCE, double.pk), by=by)
    return double


def settle_with_merge(gone: Person, kept: Person, by: Actor) -> None:
    """What waited for these two to be compared is resolved by their becoming one."""
    pair = Q(person=gone, newcomer=kept) | Q(person=kept, newcomer=gone)
    for double in HiddenDouble.objects.filter(pair).order_by("pk"):
        double.newcomer = None
        if not double.outcome:
            double.outcome, double.resolved_at = Outcome.SAME.value, clock.now()
            double.resolved_by_id = by.account_id
        double.save()
