"""The demo of a whole unit, which is only looked at here."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.db import transaction

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Task
from stegvis.casework.groups.models import Attendance, Occasion
from stegvis.casework.journal.models import Note
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.network import queries as network
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.plans.models import Goal
from stegvis.casework.studies.models import Study
from stegvis.cli import demo
from stegvis.cli.demo.cast import COORDINATORS
from stegvis.cli.demo.conditions import AWAY, REVIEWED
from stegvis.cli.demo.work import OWN_PLACES, PLACES
from stegvis.core import clock, tenancy
from stegvis.desk.manage import queries as manage
from stegvis.desk.manage.models import LogReview
from stegvis.reference import tables
from stegvis.work.employers import queries as employers
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement
from tests.strict import writes

DAY = date(2026, 11, 23)
OF_THE_OTHER_BOARD = 3
A_UNIT = 60
"""Enough for lists that look like a unit's."""


@pytest.fixture(scope="module")
def unit(django_db_setup, django_db_blocker):
    """Built once, and undone afterwards.

    A test asks for it and not for `db`, which would close the connection under it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with writes.guarded():
            cast = demo.build(today=DAY, seed=1, progress=_quietly, persons=A_UNIT)
        yield cast
        transaction.set_rollback(True)


def _quietly(_done, _of):
    pass


def test_the_demo_looks_like_a_unit_on_a_monday_morning(unit):
    cast = unit
    numbers = set(tables.text("demo/test_numbers.txt.gz").read().split())
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(DAY):
        persons = list(Person.objects.order_by("pk"))
        assert len(persons) == A_UNIT + OF_THE_OTHER_BOARD
        assert {p.number for p in persons if p.number} <= numbers
        assert {p.protection for p in persons} == set(Protection)
        assert cases.queue(cast.by("maria")).count() >= 5
        assert 14 <= cases.caseload(cast.by("kerstin")).count() <= 35
        assert cases.follow_ups_due(cast.by("kerstin")).exists()
        assert not people.visible_to(cast.by("arne")).exists()
        assert Opportunity.objects.count() == PLACES
        assert Opportunity.objects.filter(source="own").count() == OWN_PLACES
        assert len(placements.mine_under_way(cast.by("kerstin"))) >= 3
        coordinators = {cast.accounts[key] for key in COORDINATORS}
        ahead = Meeting.objects.filter(starts_at__gte=clock.now(), status="planned")
        assert {row.account for row in ahead} == coordinators - {cast.accounts[AWAY]}
        assert Attendance.objects.exclude(reason="").exists()
        assert Attendance.objects.filter(reason="").count() > 50
        assert {row.stage for row in Study.objects.all()} >= {"studying", "to_apply"}
        words = Counter(row.words for row in Goal.objects.all())
        assert len(words) > 20
        assert max(words.values()) <= 5
        assert employers.contacts_this_week(cast.by("kerstin")) >= 1
        oksana = Person.objects.get(given_name="Oksana", family_name="Kovalenko")
        assert not people.reaches(oksana, by=cast.by("bjorn"))
    with tenancy.tenant_scope(cast.neighbour.pk), clock.set_to(DAY):
        stig = cast.by("stig")
        assert cases.caseload(stig).count() == 3
        assert cases.queue(stig).count() == 1
        assert not people.visible_to(cast.by("kerstin")).exists()


def test_nobody_works_on_a_weekend(unit):
    cast = unit
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(DAY):
        days = [note.happened_on for note in Note.objects.all()]
        days += [task.due_on for task in Task.objects.all()]
        days += [row.starts_on for row in Placement.objects.all()]
        days += [row.starts_at.date() for row in Meeting.objects.all()]
        days += [row.day for row in Occasion.objects.all()]
        assert {day.weekday() for day in days} <= {0, 1, 2, 3, 4}


def test_those_outside_have_something_to_see_from_the_morning_on(unit):
    cast = unit
    morning = datetime.combine(DAY, time(6))
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(morning):
        guests = [row.person.given_name for row in placements.at_own_workplace(cast.by("yvonne"))]
        assert "Amina" in guests
        assert {p.given_name for p in people.visible_to(cast.by("lena"))} == {
            "Oksana", "Amina", "Leyla",
        }  # fmt: skip


def test_secrecy_between_boards_can_be_tried(unit):
    cast = unit
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(datetime.combine(DAY, time(6))):
        ylva = cast.by("ylva")
        own = Person.objects.filter(secrecy_area=cast.board_unit.secrecy_area)
        first = Person.objects.filter(secrecy_area=cast.unit.secrecy_area)
        assert own.count() == OF_THE_OTHER_BOARD
        assert cases.caseload(ylva).count() == 2
        both = {p.number for p in own} & {p.number for p in first if p.number}
        assert len(both) == 1
        theirs = next(p for p in first if p.number in both)
        assert not people.reaches(theirs, by=ylva)
        assert [r.person_id for r in network.requests_to(cast.by("maria"))] == [theirs.pk]
        oksana = first.get(given_name="Oksana", family_name="Kovalenko")
        assert people.reaches(oksana, by=ylva, compartment="plan")
        assert not people.reaches(oksana, by=ylva, compartment="journal")
        assert not any(people.reaches(p, by=cast.by("kerstin")) for p in own)


def test_the_log_is_looked_through_and_signed_up_to_last_month(unit):
    cast = unit
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(DAY):
        maria = cast.by("maria")
        assert [one.review for one in manage.months_to_sign(maria) if one.review is None] == []
        assert LogReview.objects.filter(unit=cast.unit).count() == REVIEWED
        last = LogReview.objects.order_by("-month").first()
        assert (last.month, last.signed_by) == (date(2026, 10, 1), cast.accounts["maria"])
        assert last.drawn
