"""More of everything: rows that only add to the lists of the world."""

from __future__ import annotations

from itertools import count

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.journal import actions as journal
from stegvis.casework.network import actions as network
from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person
from stegvis.casework.people.queries import open_person
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Plan
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation
from stegvis.desk.intake.models import Sheet
from stegvis.work.employers import actions as employers
from stegvis.work.employers.models import Employer
from stegvis.work.matching import actions as matching
from stegvis.work.opportunities import actions as places
from stegvis.work.placements import actions as placements
from stegvis.work.placements.models import Placement
from tests.cast import FIRST_DAY
from tests.desk import story
from tests.every_url.world import (
    AMINA,
    SIRI,
    World,
    furnish,
    furnish_list,
    furnish_rows,
    keep_filter,
    look_after,
    meet,
    study,
)

_numbers = count(1)


def fill(world: World, times: int) -> None:
    """So many rows more of every kind that stands in a list."""
    for number in (next(_numbers) for _time in range(times)):
        with log.boundary():
            _organisation(world, number)
            colleague = _staff(world, number)
            _persons(world, number, colleague)
            _around(world, number, colleague)
            keep_filter(world.cast, f"Filter {number}")
            look_after(world.cast, colleague)
            _lists(world, number)


def _lists(world: World, number: int) -> None:
    """One list more, and rows more in the one that is looked at."""
    looked_at = Sheet.objects.get(public_id=world.neutral["intake.sheet"][0])
    furnish_rows(looked_at, 10 * number, by=world.cast.system)
    furnish_list(world.cast)


def _organisation(world: World, number: int) -> None:
    cast = world.cast
    board = organisations.create_secrecy_area(cast.tenant, name=f"Nämnd {number}", by=cast.system)
    own = organisations.create_organisation(
        cast.tenant, name=f"Förvaltning {number}", kind="own", by=cast.system
    )
    organisations.create_unit(own, name=f"Enhet {number}", secrecy_area=board, by=cast.system)


def _staff(world: World, number: int) -> Account:
    """Somebody new in each role, and nobody's; the account that is looked at gets one more role."""
    cast = world.cast
    looked_at = Account.objects.get(public_id=world.neutral["accounts.account"][0])
    unit = organisations.create_unit(
        cast.unit.organisation,
        name=f"Avdelning {number}",
        secrecy_area=cast.unit.secrecy_area,
        by=cast.system,
    )
    accounts.give_role(
        unit, account=looked_at, role=Role.COORDINATOR, starts=FIRST_DAY, by=cast.system
    )
    for role in (None, Role.UNIT_MANAGER, Role.LOG_REVIEWER, Role.ADMINISTRATOR, Role.COORDINATOR):
        account = accounts.create_account(
            cast.tenant,
            email=f"{role or 'none'}{number}@example.org",
            name=f"{role or 'Ingen'} {number}",
            by=cast.system,
        )
        if role:
            accounts.give_role(
                cast.unit, account=account, role=role, starts=FIRST_DAY, by=cast.system
            )
    return account


def _persons(world: World, number: int, colleague: Account) -> None:
    """Somebody of Kerstin's with all that a file holds, and somebody in the queue."""
    cast, by = world.cast, actor_for(world.accounts["coordinator"])
    person = cast.person(f"Person{number}", "Fylld")
    furnish(person, cast.unit, cast.kerstin, ["anteckning", "mål", "avslut", "intyg", "områden"])
    network.ask(
        person,
        scope="plan",
        reason="Planerar studierna",
        by=actor_for(world.accounts["other_board"]),
    )
    people.grant(
        person, organisation=_school(world), scope="plan", ground=Ground.CONSENT, by=cast.system
    )
    yes = network.Yes(purpose="Känna igen", ends_on=clock.days_from_today(30), given_how="desk")
    placements.tell_employer(_placed(person, _workplace(world), by), yes=yes, by=by)
    queued = cast.person(f"Köande{number}", "Fylld")
    cases.refer(queued, unit=cast.unit, facts=story.FACTS, by=cast.system)
    people.open_urgently(person, reason="En olycka i dag", by=actor_for(cast.bjorn))
    for account in (cast.bjorn, cast.maria):
        open_person(person.public_id, by=actor_for(account), purpose="casework")


def _placed(person: Person, employer: Employer, by: Actor) -> Placement:
    facts = placements.PlacementFacts(
        employer=employer,
        kind="internship",
        starts_on=clock.today(),
        ends_on=clock.days_from_today(60),
        extent=5,
    )
    return placements.place(_open_case(person), facts=facts, by=by)


def _around(world: World, number: int, colleague: Account) -> None:
    """More in Amina's file, and in Siri's; more at the workplace."""
    cast, by = world.cast, actor_for(world.accounts["coordinator"])
    amina, siri = world.subjects[AMINA].person, world.subjects[SIRI].person
    case = _open_case(amina)
    journal.write(case, facts=journal.NoteFacts("talk", f"Samtal {number}", True), by=by)
    journal.keep_draft(case, said={"text": f"Utkast {number}"}, by=by)
    meet(case, cast.kerstin, days_ahead=3 + number)
    template = journal.TemplateFacts(f"Mall {number}", "phone", "Så var veckan:")
    journal.make_template(cast.unit, facts=template, by=actor_for(cast.maria))
    text = CheckedFile(f"intyg{number}.txt", "txt", b"Intyg", is_scanned=False)
    papers.file_paper(amina, file=text, kind="certificate", by=by)
    plan = Plan.objects.filter(person=amina).latest("pk")
    goal = plans.set_goal(plan, words=f"Mål {number}", by=by)
    plans.add_activity(
        goal.plan, facts=plans.ActivityFacts("internship", f"Steg {number}"), goal=goal, by=by
    )
    study(case, by=by)
    cases.add_task(case, kind="call", due_on=clock.today(), account=cast.kerstin, by=by)
    people.add_contact_way(amina, kind="phone", value=f"070-17406{number:02}", by=by)
    people.link_household(
        amina, other=cast.person(f"Barn{number}", coordinator=cast.kerstin), kind="household", by=by
    )
    people.grant(amina, account_id=colleague.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    open_person(amina.public_id, by=actor_for(colleague), purpose="casework")
    people.name_officer(siri, account=colleague, reason="Hjälper till", by=actor_for(cast.maria))
    clinic = organisations.create_organisation(
        cast.tenant, name=f"Klinik {number}", kind="health", by=cast.system
    )
    network.record_consent(
        amina,
        facts=network.ConsentFacts(
            to=clinic,
            scope="plan",
            purpose="Samma plan",
            ends_on=clock.days_from_today(90),
            given_how="desk",
        ),
        by=by,
    )
    network.disclose(
        amina,
        facts=network.DisclosureFacts(
            to=clinic, ground="consent", reason="Planerar studierna", parts=["plan"], told="Planen"
        ),
        by=by,
    )
    workplace = _workplace(world)
    _placed(amina, workplace, by)
    employers.log_talk(workplace, facts=employers.TalkFacts(), by=by)
    employers.let_in(workplace, name=f"Chef {number}", email=f"chef{number}@bageri.example", by=by)
    employers.register(employers.EmployerFacts(name=f"Verkstad {number}", owner=cast.bjorn), by=by)
    place = places.offer(places.PlaceFacts(f"Plats {number}", "internship", workplace), by=by)
    matching.decide(amina, opportunity=place, decision="proposed", by=by)
    closed = places.offer(places.PlaceFacts(f"Stängd {number}", "internship", workplace), by=by)
    places.withdraw(closed, by=by)


def _open_case(person: Person) -> Case:
    return next(case for case in Case.objects.filter(person=person) if case.is_open)


def _school(world: World) -> Organisation:
    return Organisation.objects.get(pk=world.accounts["partner"].parties.get().record_id)


def _workplace(world: World) -> Employer:
    return Employer.objects.get(pk=world.accounts["employer"].parties.get().record_id)
