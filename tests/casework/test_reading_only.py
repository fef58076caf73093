"""What a former coordinator and an urgent opener may not do: change, pass on, protect, erase."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import rules as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.papers import rules as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries
from stegvis.casework.people import rules as people_rules
from stegvis.casework.people.models import Ground
from stegvis.casework.situation import rules as situation
from stegvis.core import clock
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.work.matching import rules as matching
from stegvis.work.placements import rules as placements
from stegvis.work.placements.models import Placement


def reached(cast, ground):
    """A person whom Maria, the manager, reaches on a ground alone, and a case of theirs."""
    person = cast.person(coordinator=cast.kerstin)
    people.grant(
        person,
        account_id=cast.maria.pk,
        ground=ground,
        reason="Ringer om en olycka på praktiken",
        ends=clock.now() + timedelta(days=1),
        by=cast.system,
    )
    return person, Case(person=person, unit=cast.unit, secrecy_area=cast.unit.secrecy_area)


@pytest.mark.parametrize("ground", [Ground.FORMER, Ground.URGENT])
def test_a_passing_ground_never_makes_itself_lasting(cast, ground):
    person, case = reached(cast, ground)
    by = cast.by(cast.maria)
    assert by.role == Role.UNIT_MANAGER
    assert queries.reaches(person, by=by, compartment="plan")
    for rule, subject in (
        (cases.may_refer, person),
        (cases.may_assign, case),
        (people_rules.may_protect, person),
        (people_rules.may_erase, person),
    ):
        assert not rule(subject, by), rule


def test_a_former_coordinators_reach_is_for_reading_in_every_room(cast):
    person, case = reached(cast, Ground.FORMER)
    by = cast.by(cast.maria)
    for rule, subject in (
        (cases.may_work, case),
        (placements.may_change, Placement(person=person, case=case)),
        (matching.may_decide, person),
        (papers.may_file, person),
        (situation.may_fill_in, person),
        (people_rules.may_edit, person),
    ):
        assert not rule(subject, by), rule


def test_nobody_reviews_their_own_urgent_opening(cast):
    person = cast.person(coordinator=cast.kerstin)
    urgent = people.open_urgently(
        person, reason="Ringer om en olycka på praktiken", by=cast.by(cast.maria)
    )
    assert not people_rules.may_review(urgent, cast.by(cast.maria))


def test_a_refusal_that_only_the_page_knows_of_reaches_the_log(cast, act_as):
    act_as(cast.kerstin).get("/manage/")
    kept = AuditEvent.objects.filter(kind=EventKind.REFUSAL, account_id=cast.kerstin.pk)
    assert kept.count() == 1
