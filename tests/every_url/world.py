"""Persons with everything around them, everybody who might look, and what each may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.apps import apps
from django.http import QueryDict

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.doubles import hidden
from stegvis.casework.groups import actions as groups
from stegvis.casework.groups import queries as group_queries
from stegvis.casework.groups.models import Group
from stegvis.casework.journal import actions as journal
from stegvis.casework.meetings import actions as meetings
from stegvis.casework.network import actions as network
from stegvis.casework.papers import actions as papers
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person, Protection
from stegvis.casework.plans import actions as plans
from stegvis.casework.situation import actions as situation
from stegvis.casework.studies import actions as studies
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.actor import Actor
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.jobs import actions as jobs
from stegvis.core.lists import actions as lists
from stegvis.core.lists.narrowing import Narrowing
from stegvis.core.lists.registries import LISTS
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation, Tenant, Unit
from stegvis.desk.intake import actions as intake
from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.faults import Fault
from stegvis.desk.intake.models import Sheet
from stegvis.desk.manage import actions as manage
from stegvis.work.employers import actions as employers
from stegvis.work.employers.models import Employer
from stegvis.work.matching import actions as matching
from stegvis.work.opportunities import actions as places
from stegvis.work.placements import actions as placements
from stegvis.work.placements.models import Placement
from tests.casework.brought import bring
from tests.cast import FIRST_DAY, NO_CHILD, Cast

AMINA, NORA, SIRI, OLLE = "amina", "nora", "siri", "olle"

MAY_SEE = {
    "coordinator": {AMINA, NORA},
    "colleague": {NORA},
    "manager": {AMINA, NORA, SIRI},
    "registrar": set(),
    "contact_agent": set(),
    "quality_developer": set(),
    "hr": set(),
    "log_reviewer": set(),
    "administrator": set(),
    "nobody": set(),
    "participant": {AMINA},
    "employer": set(),
    "partner": set(),
    "other_board": set(),
    "neighbour": {OLLE},
}
"""Who reaches whom.

Kerstin coordinates Amina, the bakery that takes her on was told when she comes, and the school
reads her plan; Nora waits in the unit's queue; Siri's identity is protected and the
manager her named officer; Olle belongs to the neighbouring authority.
"""

KNOWING = ("colleague", "registrar", "contact_agent", "other_board")
MAY_KNOW_OF = {
    **{role: {AMINA, NORA} for role in KNOWING},
    "employer": {AMINA},
    "partner": {AMINA},
}
"""Whom somebody without reach may know to be there (ranks 700 and 900, told why); no one else."""

WORDS = (
    "name", "number", "short number", "phone", "note", "goal", "exit", "paper", "areas", "told",
)  # fmt: skip
"""What a subject's secrets are, in their order."""

MAY_READ = {
    "employer": {AMINA: {"name"}},
    "partner": {AMINA: {"name", "goal"}},
}
"""Which words of somebody a party reads, on its own pages."""

LOOKS_AT = {
    "coordinator": (AMINA, NORA, SIRI, OLLE),
    "colleague": (AMINA, NORA, SIRI),
    "manager": (AMINA, SIRI, OLLE),
    "registrar": (AMINA, SIRI),
    "contact_agent": (NORA,),
    "quality_developer": (AMINA,),
    "hr": (AMINA,),
    "log_reviewer": (AMINA, SIRI),
    "administrator": (AMINA, SIRI),
    "nobody": (AMINA,),
    "participant": (AMINA, NORA),
    "employer": (AMINA,),
    "partner": (AMINA, NORA),
    "other_board": (AMINA, NORA, SIRI, OLLE),
    "neighbour": (AMINA, OLLE),
}
"""Whose rows each one tries: where one rule refuses everybody, one person is enough."""

INSIDERS = (
    "coordinator", "manager", "participant", "administrator", "partner", "other_board",
)  # fmt: skip


@dataclass
class Subject:
    """A person, words only their file holds, and the public ids of rows about them."""

    person: Person
    secrets: list[str]
    ids: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class World:
    """Subjects by name, accounts by role, and ids of rows that are about nobody."""

    cast: Cast
    accounts: dict[str, Account]
    subjects: dict[str, Subject]
    neutral: dict[str, list[str]]


def build_world(cast: Cast) -> World:
    """Needs the first tenant in scope."""
    staff = {"coordinator": cast.kerstin, "colleague": cast.bjorn, "manager": cast.maria,
             "administrator": cast.admin}  # fmt: skip
    for role in (
        Role.REGISTRAR, Role.CONTACT_AGENT, Role.QUALITY_DEVELOPER, Role.HR, Role.LOG_REVIEWER,
    ):  # fmt: skip
        staff[role.value] = _account(cast.tenant, role.value)
        accounts.give_role(
            cast.unit, account=staff[role.value], role=role, starts=FIRST_DAY, by=cast.system
        )
    staff["nobody"] = _account(cast.tenant, "nobody")
    _board, staff["other_board"] = cast.another_board()
    asking = staff["other_board"]
    amina = _subject(cast.unit, cast.kerstin, "Amina", "Warsame", "195901232602", asking=asking)
    nora = _subject(cast.unit, None, "Nora", "Nyqvist", "195910192649")
    siri = _subject(cast.unit, cast.kerstin, "Siri", "Hemlund", "195903133279", asking=asking)
    for double in hidden.waiting(actor_for(cast.maria)):
        hidden.take_up(double, by=actor_for(cast.maria))
    people.set_protection(
        siri.person, level=Protection.STRICT, officers=[cast.maria], reason="Hot", by=cast.system
    )
    parties = {
        PartyKind.PARTICIPANT: amina.person.pk,
        PartyKind.PARTNER: _school(cast, amina.person).pk,
        PartyKind.EMPLOYER: _workplace(cast, amina.person).pk,
    }
    for kind, record_id in parties.items():
        staff[kind.value] = _account(cast.tenant, kind.value)
        accounts.link_party(staff[kind.value], kind=kind, record_id=record_id, by=cast.system)
    with tenancy.tenant_scope(cast.other_tenant.pk):
        olle = _subject(cast.other_unit, cast.stig, "Olle", "Grannqvist", "195910162642")
    accounts.give_role(
        cast.unit,
        account=_account(cast.tenant, "second_manager"),
        role=Role.UNIT_MANAGER,
        starts=FIRST_DAY,
        by=cast.system,
    )
    subjects = {AMINA: amina, NORA: nora, SIRI: siri, OLLE: olle}
    furnish_tenant(cast)
    return World(cast, {**staff, "neighbour": cast.stig}, subjects, _neutral_ids())


def _school(cast: Cast, person: Person) -> Organisation:
    """An organisation that reads the person's plan."""
    school = organisations.create_organisation(
        cast.tenant, name="Skolan", kind="school", by=cast.system
    )
    people.grant(person, organisation=school, scope="plan", ground=Ground.CONSENT, by=cast.system)
    return school


def _workplace(cast: Cast, person: Person) -> Employer:
    """The employer where the person is placed, told of it."""
    placement = Placement.objects.get(person=person)
    yes = network.Yes(
        purpose="Så att de vet vem som kommer",
        ends_on=clock.days_from_today(30),
        given_how="desk",
    )
    placements.tell_employer(placement, yes=yes, by=actor_for(cast.kerstin))
    return placement.employer


def _account(tenant: Tenant, name: str) -> Account:
    by = Actor.system("test", tenant_id=tenant.pk)
    return accounts.create_account(tenant, email=f"{name}@example.org", name=name, by=by)


def furnish_tenant(cast: Cast) -> None:
    """One row of every kind that has a page and is about nobody."""
    bring(cast.tenant, by=cast.by(cast.admin))
    jobs.enqueue("jobs.clear", by=cast.by(cast.kerstin))
    furnish_list(cast)
    _account(cast.tenant, "newcomer")
    template = journal.TemplateFacts("Veckosamtal", "phone", "Så var veckan:")
    journal.make_template(cast.unit, facts=template, by=cast.by(cast.maria))
    keep_filter(cast, "Utan steg")
    look_after(cast, cast.bjorn)


def look_after(cast: Cast, away: Account) -> None:
    """Kerstin stands in for somebody who coordinates nobody; a day of supervision is planned."""
    day, by = clock.today(), actor_for(cast.maria)
    manage.arrange_cover(
        cast.unit,
        away=away,
        stand_in=cast.kerstin,
        starts_on=day,
        ends_on=clock.days_from_today(7),
        by=by,
    )
    manage.plan_supervision(cast.unit, kind="group", on=day, account=None, by=by)


def study(case: Case, *, by: Actor) -> None:
    """Sfi in the person's plan, to be applied for within days."""
    sfi = studies.StudyFacts(
        "sfi",
        track="sfi_2",
        apply_by=clock.days_from_today(3),
        courses=[studies.CourseFacts(code="sfi_b"), studies.CourseFacts(code="sfi_c")],
    )
    studies.begin(case, facts=sfi, by=by)


def keep_filter(cast: Cast, name: str) -> None:
    """A filter that Kerstin has saved and shows to the unit."""
    kind = LISTS.get("myday")
    assert kind is not None
    by = actor_for(cast.kerstin)
    narrowing = Narrowing.read(kind.facets(by), QueryDict("bucket=mine&phase=3"))
    lists.save_filter(
        cast.kerstin, kind=kind, name=name, narrowing=narrowing, is_shared=True, by=by
    )


def _subject(
    unit: Unit,
    coordinator: Account | None,
    given: str,
    family: str,
    number: str,
    *,
    asking: Account | None = None,
) -> Subject:
    """Somebody with one row of every kind that has a page, or (no coordinator) in the queue."""
    system = Actor.system("test", tenant_id=unit.tenant_id)
    facts = people.NewPerson(
        given_name=given, family_name=family, number=number, phone=f"070-{number[-7:]}"
    )
    person = people.register(unit, facts=facts, by=system)
    words = [
        f"{family}{what}" for what in ("anteckningen", "målet", "avslutet", "intyget", "livet")
    ]
    told = f"{family}utlämnandet"
    if coordinator is None:
        cases.refer(person, unit=unit, facts=_referral(), by=system)
    else:
        furnish(person, unit, coordinator, words)
    if coordinator is not None and asking is not None:
        hidden.note(person, newcomer=None, by=system)
        _shared(person, coordinator, told, asking)
    subject = Subject(person, [family, number, number[2:], f"070-{number[-7:]}", *words, told])
    for model in _models_with_pages():
        for row in model.objects.order_by("-pk"):
            if getattr(row, "audit_person_id", None) == person.pk:
                subject.ids.setdefault(model._meta.label_lower, []).append(row.public_id)
    held = Paper.objects.filter(person=person).select_related("document").order_by("pk")
    subject.ids["documents.document"] = [paper.document.public_id for paper in held]
    return subject


def furnish(person: Person, unit: Unit, coordinator: Account, words: list[str]) -> None:
    """Everything that can be about a person, through the actions: a case that ended, one open."""
    system, by = Actor.system("test", tenant_id=unit.tenant_id), actor_for(coordinator)
    note, goal, end, certificate, areas = words
    ended = _case(person, unit, coordinator)
    cases.end(
        ended,
        facts=cases.ExitFacts(
            reason="job", occupation_after="work", verified_how="employer", note=end
        ),
        seen_version=ended.version,
        by=system,
    )
    case = _case(person, unit, coordinator)
    facts = journal.NoteFacts(kind="talk", text=note, is_shared=False, happened_on=date(2024, 5, 2))
    journal.write(case, facts=facts, by=by)
    journal.keep_draft(case, said={"text": f"{note}, inte klar"}, by=by)
    meet(case, coordinator)
    text = CheckedFile("intyg.txt", "txt", certificate.encode(), is_scanned=False)
    papers.file_paper(person, file=text, kind="certificate", by=by)
    _areas_of_life(case, coordinator, told=areas)
    plan = plans.start(case, by=by)
    plans.set_goal(plan, words=goal, by=by)
    plans.add_activity(
        plan, facts=plans.ActivityFacts(measure_type="internship", title="Praktik"), by=by
    )
    plans.agree(
        plan,
        how="paper",
        follow_up_on=clock.days_from_today(60),
        child=NO_CHILD,
        paper=CheckedFile("plan.txt", "txt", certificate.encode(), is_scanned=False),
        by=by,
    )
    _in_a_group(case, unit, coordinator)
    study(case, by=by)
    bakery = employers.register(employers.EmployerFacts(name="Bollnäs Bageri"), by=by)
    place = places.offer(places.PlaceFacts("Bageribiträde", "internship", bakery), by=by)
    matching.decide(person, opportunity=place, decision="proposed", by=by)
    placements.place(
        case,
        facts=placements.PlacementFacts(
            employer=bakery,
            kind="internship",
            starts_on=clock.today(),
            ends_on=clock.days_from_today(90),
            extent=50,
            opportunity=place,
        ),
        by=by,
    )


def _in_a_group(case: Case, unit: Unit, leader: Account) -> None:
    """A seat in the unit's group, which meets every day and has met today."""
    by = actor_for(leader)
    group = Group.objects.filter(unit=unit).first() or groups.create(
        unit,
        facts=groups.GroupFacts(
            name="Snickeriet",
            measure_type="workshop",
            place="Verkstadsgatan 3",
            seats=200,
            starts_on=clock.today(),
            leaders=[leader],
            week=[groups.Day(day, time(9), time(12)) for day in range(7)],
        ),
        by=by,
    )
    groups.join(case, group=group, by=by)
    noted = group.occasions.first()
    groups.note_attendance(
        group,
        day=clock.today(),
        members=group_queries.members_seen(group, by=by),
        absent={},
        seen_version=noted.version if noted else 0,
        by=by,
    )


def meet(case: Case, coordinator: Account, *, days_ahead: int = 3) -> None:
    """A meeting some days ahead, with somebody from elsewhere."""
    facts = meetings.MeetingFacts(
        kind="follow_up",
        day=clock.days_from_today(days_ahead),
        starts=time(9),
        ends=time(10),
        account=coordinator,
    )
    guests = [meetings.Partner("Lena Lärare", "lena@skolan.example")]
    meetings.book(case, facts=facts, partners=guests, by=actor_for(coordinator))


def _areas_of_life(case: Case, coordinator: Account, *, told: str) -> None:
    """Gone through at the start, and on the person's own page since."""
    by = actor_for(coordinator)
    begun = situation.begin(case, occasion="start", by=by)
    said = {item: situation.Said(3, told) for item in begun.items}
    situation.go_through(
        begun,
        voices={"person": said, "coordinator": said},
        finished=True,
        seen_version=begun.version,
        by=by,
    )
    situation.begin(case, occasion="end", asks_person=True, by=by)


def _shared(person: Person, coordinator: Account, told: str, asking: Account) -> None:
    """A yes, a disclosure on it and a request that waits; the one who asks reaches nothing yet."""
    by = actor_for(coordinator)
    system = Actor.system("test", tenant_id=person.tenant_id)
    clinic = organisations.create_organisation(
        person.tenant, name=f"Vårdcentralen {person.pk}", kind="health", by=system
    )
    yes = network.ConsentFacts(
        to=clinic,
        scope="plan",
        purpose="Samma plan",
        ends_on=clock.days_from_today(90),
        given_how="desk",
    )
    network.record_consent(person, facts=yes, by=by)
    copy = network.DisclosureFacts(
        to=clinic, ground="consent", reason="Vården planerar också", parts=["plan"], told=told
    )
    network.disclose(person, facts=copy, by=by)
    network.ask(person, scope="plan", reason="Planerar studierna", by=actor_for(asking))


def _case(person: Person, unit: Unit, coordinator: Account) -> Case:
    system = Actor.system("test", tenant_id=unit.tenant_id)
    referral = cases.refer(person, unit=unit, facts=_referral(), by=system)
    return cases.take(referral, coordinator=coordinator, by=system)


def _referral() -> cases.ReferralFacts:
    return cases.ReferralFacts(
        source="social_services",
        reason="Vill börja arbeta",
        disclosure_ground="consent",
        received_on=clock.today(),
    )


def _models_with_pages() -> list[Any]:
    return [model for model in apps.get_models() if hasattr(model, "public_id")]


def furnish_list(cast: Cast) -> Sheet:
    """A list of people that the manager has sent, one row with faults and one without."""
    file = CheckedFile("lista.xlsx", "xlsx", b"unread", is_scanned=False)
    sheet = intake.send(cast.unit, file=file, by=cast.by(cast.maria))
    furnish_rows(sheet, 2, by=cast.system)
    return intake.note_judged(sheet, unknown_headings=["Anteckning"], by=cast.system)


def furnish_rows(sheet: Sheet, number: int, *, by: Actor) -> None:
    """A faulty row and a good one, from a row number on."""
    cells = {"given_name": "Ny", "family_name": "Person"}
    faulty = Checked(number, cells, {}, [Fault("language", "not_coded", "x", {"list": "language"})])
    good = Checked(number + 1, cells, dict(cells))
    intake.keep_rows(sheet, rows=[faulty, good], by=by)


def _neutral_ids() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for model in _models_with_pages():
        for row in model.objects.order_by("-pk"):
            if getattr(row, "audit_person_id", None) is None:
                found.setdefault(model._meta.label_lower, []).append(row.public_id)
    return found
