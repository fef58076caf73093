"""How persons of these tests come to where they are: referred, taken, planned with."""

from __future__ import annotations

from datetime import date
from typing import Any

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.journal import actions as journal
from stegvis.casework.network import actions as network
from stegvis.casework.network.models import Consent
from stegvis.casework.people.models import Person
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Activity, Plan
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actor import Actor
from stegvis.work.employers.models import Employer
from stegvis.work.placements import actions as placements
from stegvis.work.placements.actions import PlacementFacts
from stegvis.work.placements.models import Placement
from tests.cast import NO_CHILD, Cast

FACTS = cases.ReferralFacts(
    source="social_services", reason="Vill börja arbeta", disclosure_ground="consent"
)
EXIT = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


def taken(cast: Cast, given: str = "Amina", family: str = "Warsame") -> Case:
    """Somebody referred and taken by Kerstin."""
    referral = cases.refer(cast.person(given, family), unit=cast.unit, facts=FACTS, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


def taken_elsewhere(cast: Cast, case: Case) -> Case:
    """The same person taken by Björn in another unit too."""
    unit = cast.another_unit()
    accounts.give_role(
        unit, account=cast.bjorn, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    referral = cases.refer(case.person, unit=unit, facts=FACTS, by=cast.system)
    return cases.take(referral, coordinator=cast.bjorn, by=cast.system)


def met(cast: Cast, case: Case) -> None:
    """The first meeting is held and a note written."""
    by = cast.by(cast.kerstin)
    for task in case.tasks.filter(done_on__isnull=True):
        cases.finish_task(task, by=by)
    journal.write(case, facts=journal.NoteFacts("talk", "Vi sågs i dag", True), by=by)


def planned(cast: Cast, case: Case, *, agreed: bool = True) -> Plan:
    """A plan with a goal in the person's words."""
    by = cast.by(cast.kerstin)
    plan = plans.start(case, by=by)
    plans.set_goal(plan, words="Jag vill arbeta med barn igen", by=by)
    if agreed:
        plans.agree(
            plan, how="phone", follow_up_on=clock.days_from_today(60), child=NO_CHILD, by=by
        )
    return plan


def step(
    cast: Cast, plan: Plan, *, kind: str = "internship", title: str = "Praktik på Ekbacken",
    starts: date | None = None, ends: date | None = None,
) -> Activity:  # fmt: skip
    """A step from today on; in an agreed plan the person says yes to that too."""
    by = cast.by(cast.kerstin)
    facts = plans.ActivityFacts(kind, title, starts_on=starts or clock.today(), ends_on=ends)
    new = plans.add_activity(plan, facts=facts, by=by)
    if plan.is_agreed:
        plans.agree(
            new.plan, how="phone", follow_up_on=clock.days_from_today(60), child=NO_CHILD, by=by
        )
    new.refresh_from_db()
    return new


def placed(
    cast: Cast, employer: Employer, given: str = "Amina", family: str = "Warsame", *,
    starts: int = -10, ends: int = 60,
) -> Placement:  # fmt: skip
    """Somebody taken by Kerstin, at an employer from so many days from today until so many."""
    return placed_of(cast, taken(cast, given, family), employer, starts=starts, ends=ends)


def placed_of(
    cast: Cast, case: Case, employer: Employer, *, starts: int, ends: int, **facts: Any
) -> Placement:
    """The same for a case that there is."""
    agreed = PlacementFacts(
        employer=employer,
        kind="internship",
        starts_on=clock.days_from_today(starts),
        ends_on=clock.days_from_today(ends),
        extent=50,
        supervisor_name="Ulla Borg",
        **facts,
    )
    return placements.place(case, facts=agreed, by=cast.by(cast.kerstin))


def said_yes(**changes: str) -> dict[str, str]:
    """The form of showing an employer who comes, as it is sent."""
    typed = {
        "key": "k",
        "purpose": "Så att de vet vem som kommer",
        "ends_on": clock.days_from_today(60).isoformat(),
        "given_how": "desk",
    }
    return typed | changes


def agreed(placement: Placement, *, by: Actor, days: int = 7) -> Consent:
    """The person has said yes to showing the employer who comes, for so many days."""
    yes = network.Yes(
        purpose="Så att de vet vem som kommer",
        ends_on=clock.days_from_today(days),
        given_how="desk",
    )
    return placements.tell_employer(placement, yes=yes, by=by)


def page_of(person: Person) -> str:
    """The address of the person's page."""
    return f"/person/{person.public_id}/"


def own_account(cast: Cast, person: Person) -> Account:
    """An account with which the person signs in to their own page."""
    account = accounts.create_account(
        cast.tenant, email=f"{person.public_id}@example.org", name=person.name, by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=person.pk, by=cast.system)
    return account
