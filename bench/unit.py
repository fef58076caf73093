"""A unit that grows: persons with cases, persons who wait, ads, employers and a log, all drawn.

Rows are put in many at a time, inside an action like every other change, with the grants that the
actions of each room would have given. A fixed seed: the same unit each time.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from tests.cast import Cast, _staff

from bench import database
from bench.import_ads import draw, write
from stegvis.casework.cases.models import Assignment, Case, Referral, Task
from stegvis.casework.journal.models import Note
from stegvis.casework.people.models import Grant, Ground, Person
from stegvis.casework.plans.models import Activity, Plan
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core import clock, tenancy
from stegvis.core.accounts.models import Account, Role
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.collation import sort_key
from stegvis.reference import occupations, skills
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.actions import import_ads

GIVEN = ("Amina", "Björn", "Cecilia", "Davud", "Elsa", "Farid", "Greta", "Hassan", "Inga", "Jonas")
FAMILY = ("Warsame", "Ek", "Lindgren", "Öberg", "Nilsson", "Åkesson", "Haddad", "Sandvik")
OWN_CASES = 40
BATCH = 2_000
YEARS = 2 * 365


class Unit:
    """The cast's unit; `grow` brings every list in it up to a number of rows."""

    def __init__(self, cast: Cast, *, coordinators: int, seed: int, mail: str = "c") -> None:
        self.cast, self.dice = cast, random.Random(seed)
        with tenancy.tenant_scope(cast.tenant.pk):
            self.others = [
                _staff(cast.unit, f"{mail}-{n}@example.org", f"Samordnare {n}", Role.COORDINATOR)
                for n in range(coordinators)
            ]
        self.rows = 0

    @property
    def last_month(self) -> date:
        """The first day of the last whole month."""
        return (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)

    def grow(self, rows: int) -> None:
        """Up to `rows` open cases, waiting referrals, ads, employers and openings last month."""
        for first in range(self.rows, rows, BATCH):
            numbers = list(range(first, min(first + BATCH, rows)))
            with tenancy.tenant_scope(self.cast.tenant.pk):
                put_in(self, numbers, by=self.cast.system)
        self._log(range(self.rows, rows))
        self.advertise(rows)
        self.rows = rows
        database.analyze()

    def coordinator(self, number: int) -> Account:
        """Kerstin has the first cases; the others share the rest."""
        return self.cast.kerstin if number < OWN_CASES else self.others[number % len(self.others)]

    def person(self, number: int) -> Person:
        """Somebody with a name that many share."""
        given, family = self.dice.choice(GIVEN), f"{self.dice.choice(FAMILY)} {number % 5_000}"
        return Person(
            tenant=self.cast.tenant,
            secrecy_area=self.cast.unit.secrecy_area,
            given_name=given,
            family_name=family,
            sort_key=sort_key(f"{family} {given}", "SE"),
            birth_date=date(1960, 1, 1) + timedelta(days=self.dice.randrange(16_000)),
            no_number_reason="waiting",
            municipality_code="2183",
            postal_code="82130",
            language=self.dice.choice(("sv", "sv", "so", "ar")),
        )

    def days_ago(self, most: int) -> date:
        """A day up to so many days ago."""
        return clock.today() - timedelta(days=self.dice.randrange(most))

    def _log(self, numbers: range) -> None:
        """Openings of last month, one in a hundred by somebody without a task, and reads before."""
        first = timezone.make_aware(datetime.combine(self.last_month, time(8)))
        with tenancy.tenant_scope(self.cast.tenant.pk):
            ids = list(Case.objects.order_by("pk").values_list("person_id", flat=True))
            AuditEvent.objects.bulk_create(
                (
                    AuditEvent(
                        at=first + timedelta(minutes=self.dice.randrange(28 * 24 * 60)),
                        tenant_id=self.cast.tenant.pk,
                        kind=EventKind.READ,
                        verb="people.person.opened",
                        account_id=self.coordinator(n + (n % 100 == 0)).pk,
                        role=Role.COORDINATOR,
                        unit_id=self.cast.unit.pk,
                        purpose="casework",
                        person_id=ids[n],
                        object_type="people.person",
                        object_id=ids[n],
                        fields=["identity"],
                    )
                    for n in numbers
                ),
                batch_size=BATCH,
            )

    def advertise(self, rows: int) -> None:
        """So many ads, imported as any file."""
        with tempfile.TemporaryDirectory(prefix="stegvis-bench-") as folder:
            path = write(Path(folder) / "ads", draw(rows, 7, 0.0))
            import_ads(path, by=self.cast.system, progress=lambda _percent: None)


@action("bench.unit.drawn", rule=only_system)
def put_in(unit: Unit, numbers: list[int], *, by: Actor) -> int:  # noqa: ARG001  as every action
    """A case, a waiting referral and an employer for each number; returns how many."""
    cast = unit.cast
    began = {n: unit.days_ago(YEARS) for n in numbers}
    known = _stored(unit.person(n) for n in numbers)
    taken = _stored(_referral(unit, p, began[n], taken=True) for n, p in _with(numbers, known))
    cases = _stored(
        Case(person=r.person, referral=r, unit=r.unit, secrecy_area=r.secrecy_area,
             opened_on=began[n])
        for n, r in _with(numbers, taken)
    )  # fmt: skip
    whole = _with(numbers, cases)
    _stored(Assignment(case=c, account=unit.coordinator(n), starts_on=began[n]) for n, c in whole)
    _stored(_task(unit, c, n) for n, c in whole)
    _stored(_note(unit, c, n) for n, c in whole)
    plans = _stored(_plan(c, began[n]) for n, c in whole)
    _stored(_step(unit, plan) for plan in plans if plan.person_id % 4)
    _stored(grant for n, c in whole for grant in _grants(unit, c, n))
    waiting = _stored(unit.person(n) for n in numbers)
    queue = _stored(_referral(unit, p, unit.days_ago(60), taken=False) for p in waiting)
    _stored(grant for r in queue for grant in _queue_grants(r))
    _stored(
        Employer(
            tenant=cast.tenant, name=f"Arbetsgivare {n}", sort_key=f"arbetsgivare {n:06}",
            municipality_code="2183",
        )
        for n in numbers
    )  # fmt: skip
    if numbers[0] == 0:
        _stored([_profile(known[0])])
    return len(numbers)


def _stored(rows: Any) -> list[Any]:
    kept = list(rows)
    if not kept:
        return kept
    model: type[models.Model] = type(kept[0])
    return model._default_manager.bulk_create(kept)


def _with(numbers: list[int], rows: list[Any]) -> list[tuple[int, Any]]:
    return list(zip(numbers, rows, strict=True))


def _referral(unit: Unit, person: Person, came: date, *, taken: bool) -> Referral:
    return Referral(
        person=person, unit=unit.cast.unit, secrecy_area=person.secrecy_area,
        source="social_services", reason="Vill börja arbeta", disclosure_ground="consent",
        received_on=came, accepted_on=came if taken else None,
    )  # fmt: skip


def _task(unit: Unit, case: Case, number: int) -> Task:
    due = clock.today() + timedelta(days=unit.dice.randrange(-5, 60))
    return Task(
        person=case.person, case=case, secrecy_area=case.secrecy_area,
        account=unit.coordinator(number), kind="first_meeting", due_on=due,
        done_on=unit.days_ago(200) if number % 5 else None,
    )  # fmt: skip


def _note(unit: Unit, case: Case, number: int) -> Note:
    return Note(
        person=case.person, case=case, secrecy_area=case.secrecy_area,
        author=unit.coordinator(number), kind="talk", text="Vi sågs i dag",
        happened_on=unit.days_ago(90),
    )  # fmt: skip


def _plan(case: Case, began: date) -> Plan:
    return Plan(
        person=case.person, case=case, secrecy_area=case.secrecy_area, number=1,
        started_on=began, agreed_on=began, agreed_how="desk",
    )  # fmt: skip


def _step(unit: Unit, plan: Plan) -> Activity:
    starts = unit.days_ago(120)
    return Activity(
        person=plan.person, plan=plan, secrecy_area=plan.secrecy_area, measure_type="internship",
        title="Praktik", agreed_on=plan.agreed_on, starts_on=starts,
        ends_on=starts + timedelta(days=unit.dice.randrange(200)),
    )  # fmt: skip


def _grants(unit: Unit, case: Case, number: int) -> Iterator[Grant]:
    """As taking a referral leaves them: the queue's ended, the manager's and the coordinator's."""
    source = {"source_kind": "case", "source_id": case.pk}
    now = clock.now()
    yield Grant(
        person=case.person, unit=unit.cast.unit, role=Role.UNIT_MANAGER, ground=Ground.MANAGEMENT,
        starts=now, **source,
    )  # fmt: skip
    yield Grant(
        person=case.person, account=unit.coordinator(number), ground=Ground.ASSIGNMENT,
        starts=now, **source,
    )  # fmt: skip
    if case.referral is not None:
        for grant in _queue_grants(case.referral):
            grant.ends = now
            yield grant


def _queue_grants(referral: Referral) -> Iterator[Grant]:
    for role in (Role.COORDINATOR, Role.UNIT_MANAGER):
        yield Grant(
            person=referral.person, unit=referral.unit, role=role, scope="intake",
            ground=Ground.REFERRAL, starts=clock.now() - timedelta(days=1),
            source_kind="referral", source_id=referral.pk,
        )  # fmt: skip


def _profile(person: Person) -> CompetenceProfile:
    jobs, known = sorted(occupations.occupations()), sorted(skills.skills())
    return CompetenceProfile(
        person=person, secrecy_area=person.secrecy_area,
        occupations=[{"id": one, "years": None} for one in jobs[:3]], wishes=jobs[3:5],
        skills=[{"id": one, "source": "said"} for one in known[:12]],
        capacity=75, travel_km=60,
    )  # fmt: skip


def peak_of(work: Callable[[], object]) -> float:
    """The most memory that Python held while the work ran beyond what it held before, in MB."""
    import tracemalloc  # noqa: PLC0415

    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
