"""Taking in a good row: the person, the case, the plan and the placement, each unless it is there.

What is known of a person is never overwritten by a sheet.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.cases.rules import OWN_REGISTER
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import doubles
from stegvis.casework.people.registries import HIDDEN_DOUBLES
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Goal
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.languages import own_language
from stegvis.core.organisations.models import Unit
from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.faults import SAID, Fault
from stegvis.desk.intake.models import Arrival
from stegvis.work.employers import actions as employers
from stegvis.work.employers import queries as employers_known
from stegvis.work.employers.models import Employer
from stegvis.work.placements import actions as placements
from stegvis.work.placements.models import Placement

FULL_TIME = 100


@action("intake.row.taken_in", rule=only_system)
def take_in(unit: Unit, *, row: Checked, by: Actor) -> bool:
    """Everything in the row that isn't there yet; whether anything was added.

    NotAllowedNowError when a rule says no: then nothing of the row is stored.
    """
    if row.person_id is not None and not row.may_add:
        return False
    person = Person.objects.filter(pk=row.person_id or 0).first()
    is_new = person is None
    coordinator = Account.objects.filter(pk=row.facts.get("coordinator", 0)).first()
    if person is None:
        person = _registered(unit, row.facts, coordinator, by)
        _note_hidden(person, row, by)
    Arrival.objects.get_or_create(person=person, unit=unit, secrecy_area=unit.secrecy_area)
    case, has_begun = _case(person, unit, row.facts, coordinator, by)
    if case is None or not case.is_open:
        return is_new or has_begun
    planned = _plan(case, row.facts, by)
    placed = _placement(case, row.facts, by)
    return is_new or has_begun or planned or placed


def taken_in_whole(unit: Unit, row: Checked, *, by: Actor) -> bool:
    """Take in a row; what a rule says no to becomes a fault of it, and nothing of it is stored."""
    try:
        with transaction.atomic():
            return take_in(unit, row=row, by=by)
    except NotAllowedNowError as no:
        sentence = str(no.sentence)
    except RefusedError as refused:
        sentence = str(refused.refusal.sentence)
    row.faults.append(Fault("", SAID, "", {"sentence": sentence}))
    return False


def _registered(unit: Unit, told: dict[str, Any], coordinator: Account | None, by: Actor) -> Person:
    names = people.NewPerson.__dataclass_fields__
    facts = {key: value for key, value in told.items() if key in names}
    facts.setdefault("language", own_language(unit.tenant.country))
    facts.setdefault("municipality_code", "")
    if facts.get("number"):
        facts.pop("birth_date", None)
    officers = [coordinator] if coordinator else []
    return people.register(unit, facts=people.NewPerson(**facts, officers=officers), by=by)


def _note_hidden(person: Person, row: Checked, by: Actor) -> None:
    """Let whoever resolves it know whom the new record may be: as when somebody is registered by
    hand, and told to the sender as little."""
    rows = Person.objects.filter(pk__in=row.hidden, merged_into__isnull=True)
    for hidden in rows.order_by("pk")[: doubles.MOST_HIDDEN]:
        for _name, note in HIDDEN_DOUBLES:
            note(hidden, person, by)


def _case(
    person: Person, unit: Unit, told: dict[str, Any], coordinator: Account | None, by: Actor
) -> tuple[Case | None, bool]:
    """The case of the row and whether it, or a wait in the queue, has begun with it."""
    opened_on = told.get("opened_on") or clock.today()
    known = Case.objects.filter(person=person, unit=unit)
    case = known.filter(closed_on__isnull=True).first() or known.filter(opened_on=opened_on).first()
    if case is not None:
        return case, False
    waiting = Referral.objects.filter(
        person=person, unit=unit, accepted_on__isnull=True, refused_on__isnull=True
    ).first()
    if waiting is None:
        facts = cases.ReferralFacts(
            source=told.get("source", "other"),
            reason=told.get("reason") or _("Brought from the unit's own list."),
            disclosure_ground=OWN_REGISTER,
            received_on=opened_on,
        )
        referral = cases.refer(person, unit=unit, facts=facts, by=by)
    else:
        referral = waiting
    if coordinator is None:
        return None, waiting is None
    return cases.take(referral, coordinator=coordinator, opened_on=opened_on, by=by), True


def _plan(case: Case, told: dict[str, Any], by: Actor) -> bool:
    """A goal and a step, not agreed to yet: the person hasn't said yes to what a sheet says."""
    words, kind = told.get("goal", ""), told.get("step", "")
    known = Goal.objects.filter(plan__case=case, words=words).exists() if words else False
    if known or not (words or kind):
        return False
    plan = plans.start(case, by=by)
    goal = plans.set_goal(plan, words=words, by=by) if words else None
    if not kind or plan.activities.filter(measure_type=kind).exists():
        return goal is not None
    facts = plans.ActivityFacts(
        measure_type=kind,
        starts_on=told.get("step_starts_on"),
        ends_on=told.get("step_ends_on"),
    )
    plans.add_activity(plan, facts=facts, goal=goal, by=by)
    return True


def _placement(case: Case, told: dict[str, Any], by: Actor) -> bool:
    kind, starts_on = told.get("placement", ""), told.get("placement_starts_on")
    if not kind or starts_on is None:
        return False
    known = Placement.objects.filter(case=case, kind=kind, starts_on=starts_on)
    if known.exists():
        return False
    facts = placements.PlacementFacts(
        employer=_employer(told, by),
        kind=kind,
        starts_on=starts_on,
        ends_on=told.get("placement_ends_on"),
        extent=told.get("extent", FULL_TIME),
    )
    placements.place(case, facts=facts, by=by)
    return True


def _employer(told: dict[str, Any], by: Actor) -> Employer:
    name, number = told["employer"], told.get("employer_number", "")
    found = employers_known.called(name, number=number, by=by)
    if found:
        return found[0]
    return employers.register(employers.EmployerFacts(name=name, number=number), by=by)
