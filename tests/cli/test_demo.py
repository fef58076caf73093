from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case, Task
from stegvis.casework.groups.models import Attendance, Occasion
from stegvis.casework.journal.models import Note
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.network import queries as network
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.plans.models import Goal
from stegvis.casework.studies.models import Study
from stegvis.cli import demo
from stegvis.cli.demo import happening, lives, rest
from stegvis.cli.demo.cast import COORDINATORS
from stegvis.cli.demo.conditions import AWAY, REVIEWED
from stegvis.cli.demo.work import OWN_PLACES, PLACES
from stegvis.core import clock, tenancy
from stegvis.core.jobs import worker
from stegvis.core.jobs.models import Job, Status
from stegvis.desk.manage import queries as manage
from stegvis.desk.manage.models import LogReview
from stegvis.reference import tables
from stegvis.work.employers import queries as employers
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import queries as placements
from stegvis.work.placements.models import Placement

DAY = date(2026, 11, 23)
OF_THE_OTHER_BOARD = 3
A_UNIT = 60
"""Enough for lists that look like a unit's."""


def built(persons=12):
    return demo.build(today=DAY, seed=1, progress=lambda _done, _of: None, persons=persons)


@pytest.mark.django_db
def test_the_demo_is_the_same_for_a_day_and_a_seed():
    assert _facts() == _facts()


def _facts():
    """What a build makes, taken back afterwards."""
    with transaction.atomic():
        cast = built()
        with tenancy.tenant_scope(cast.tenant.pk):
            rows = list(Person.objects.order_by("pk").values_list("public_id", "sort_key"))
        transaction.set_rollback(True)
    return rows


@pytest.mark.django_db
def test_the_demo_looks_like_a_unit_on_a_monday_morning():
    cast = built(A_UNIT)
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


@pytest.mark.django_db
def test_nobody_works_on_a_weekend():
    cast = built(20)
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(DAY):
        days = [note.happened_on for note in Note.objects.all()]
        days += [task.due_on for task in Task.objects.all()]
        days += [row.starts_on for row in Placement.objects.all()]
        days += [row.starts_at.date() for row in Meeting.objects.all()]
        days += [row.day for row in Occasion.objects.all()]
        assert {day.weekday() for day in days} <= {0, 1, 2, 3, 4}


@pytest.mark.django_db
def test_the_log_is_looked_through_and_signed_up_to_last_month():
    cast = built(20)
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(DAY):
        maria = cast.by("maria")
        assert [one.review for one in manage.months_to_sign(maria) if one.review is None] == []
        assert LogReview.objects.filter(unit=cast.unit).count() == REVIEWED
        last = LogReview.objects.order_by("-month").first()
        assert (last.month, last.signed_by) == (date(2026, 10, 1), cast.accounts["maria"])
        assert last.drawn


@pytest.fixture
def small(monkeypatch):
    """A demo of which the worker makes all but the first twelve."""
    monkeypatch.setattr(lives, "HERE_NOW", 12)
    monkeypatch.setattr(rest, "PAUSE", 0)
    return monkeypatch


@pytest.mark.django_db
def test_the_worker_makes_those_who_left_and_nobody_by_half(small):
    broken = []

    def breaks_once(happenings):
        if len(broken) < 2:
            broken.append(happenings)
            if len(broken) == 2:
                happening.run_day_by_day(happenings[: len(happenings) // 2])
                raise RuntimeError
        happening.run_day_by_day(happenings)

    cast = built(15)
    small.setattr(rest, "run_day_by_day", breaks_once)
    with tenancy.tenant_scope(cast.tenant.pk):
        before = Person.objects.count()
        job = rest.being_made()
        DBTaskResult.objects.exclude(args_kwargs__args__1=job.pk).delete()
        worker.run_worker(once=True)
        job.refresh_from_db()
        assert (job.status, job.done) == (Status.WAITING, 1)
        assert Person.objects.count() == before + 1
        DBTaskResult.objects.update(run_after=clock.now() - timedelta(hours=1))
        worker.run_worker(once=True)
        assert Person.objects.count() == before + 3
        assert not rest.being_made()
        assert Job.objects.get(pk=job.pk).status == Status.DONE
        left = Case.objects.order_by("-pk")[:2]
        assert all(case.closed_on and case.person.referrals.exists() for case in left)


@pytest.mark.django_db
def test_those_outside_have_something_to_see_from_the_morning_on():
    cast = built(20)
    morning = datetime.combine(DAY, time(6))
    with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(morning):
        guests = [row.person.given_name for row in placements.at_own_workplace(cast.by("yvonne"))]
        assert "Amina" in guests
        assert {p.given_name for p in people.visible_to(cast.by("lena"))} == {
            "Oksana", "Amina", "Leyla",
        }  # fmt: skip


@pytest.mark.django_db
def test_secrecy_between_boards_can_be_tried():
    cast = built(20)
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


@pytest.mark.django_db
def test_every_member_of_the_cast_gets_a_link_that_signs_in(client):
    built()
    links = demo.sign_in_links("http://testserver")
    roles = {link.role for link in links}
    assert {"Koordinator", "Enhetschef", "Administratör", "Loggranskare"} < roles
    assert {"Deltagare", "Arbetsgivare", "Samarbetspartner"} < roles
    assert links == demo.sign_in_links("http://testserver")
    client.post(links[0].url)
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_there_are_no_demo_links_outside_the_demo(settings):
    settings.TESTING = False
    with pytest.raises(RuntimeError):
        demo.sign_in_links("http://testserver")
