"""Groups: seats in turn, reach that ends with the days, and notes of two leaders."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stegvis.casework.cases.models import Case
from stegvis.casework.groups import actions
from stegvis.casework.groups.models import Group
from stegvis.casework.people import queries as persons
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError
from tests.casework.groups_story import facts, joined, workshop
from tests.casework.test_plan_pages import taken


def reaches(cast, member, days):
    with clock.set_to(clock.now() + timedelta(days=days)):
        return persons.reaches(member.person, by=cast.by(cast.bjorn), compartment="groups")


def test_a_newcomer_waits_behind_those_who_wait_also_when_a_seat_is_free(cast):
    group, by = workshop(cast, seats=1), cast.by(cast.kerstin)
    first, second = joined(cast, group), joined(cast, group, "Bilal")
    actions.give_up(first, code="got_job", by=by)
    newcomer = joined(cast, group, "Celia")
    assert newcomer.waits
    actions.seat(second, by=by)


def test_taking_somebody_out_of_order_needs_a_reason_that_is_kept(cast, act_as):
    group, by = workshop(cast, seats=1), cast.by(cast.kerstin)
    first, second, third = (joined(cast, group, name) for name in ("Amina", "Bilal", "Celia"))
    actions.give_up(first, code="got_job", by=by)
    with pytest.raises(NotAllowedNowError) as fault:
        actions.seat(third, by=by)
    assert fault.value.field == "reason"
    page = (
        act_as(cast.kerstin).get(reverse("groups:group", args=[group.public_id])).content.decode()
    )
    assert page.count('name="reason"') == 1
    address = reverse("groups:seat", args=[third.public_id])
    act_as(cast.kerstin).post(address, {"key": "k", "reason": "Kursen börjar nu"})
    third.refresh_from_db()
    assert (third.has_seat, third.out_of_order) == (True, "Kursen börjar nu")
    second.refresh_from_db()
    assert second.waits


def test_a_leaders_reach_ends_two_weeks_after_the_last_day(cast):
    group = workshop(cast, cast.bjorn, ends_on=clock.days_from_today(5))
    member = joined(cast, group)
    assert reaches(cast, member, 19)
    assert not reaches(cast, member, 21)


def test_the_reach_moves_with_the_step_and_with_a_group_that_ends(cast):
    by = cast.by(cast.kerstin)
    group = workshop(cast, cast.bjorn, ends_on=clock.days_from_today(5))
    member = joined(cast, group)
    step = member.activity
    longer = plans.ActivityFacts(
        measure_type=step.measure_type,
        title=step.title,
        starts_on=step.starts_on,
        ends_on=clock.days_from_today(40),
    )
    plans.change_activity(step, facts=longer, seen_version=step.version, by=by)
    assert reaches(cast, member, 50)
    endless = replace(longer, ends_on=None)
    plans.change_activity(step, facts=endless, seen_version=step.version, by=by)
    assert not reaches(cast, member, 21)
    said = facts(cast, cast.bjorn, ends_on=clock.days_from_today(60))
    group.refresh_from_db()
    actions.change(group, facts=said, seen_version=group.version, by=cast.by(cast.maria))
    assert reaches(cast, member, 70)
    assert not reaches(cast, member, 80)


def test_giving_a_free_seat_holds_case_and_group_in_the_order_of_joining(cast, monkeypatch):
    group = workshop(cast, seats=1)
    first, waiting = joined(cast, group), joined(cast, group, "Bilal")
    case = taken(cast, cast.person("Celia", "Warsame"))
    actions.give_up(first, code="got_job", by=cast.by(cast.kerstin))
    held = []
    hold = QuerySet.select_for_update

    def noted(rows, *args, **how):
        held.append(rows.model)
        return hold(rows, *args, **how)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    actions.seat(waiting, by=cast.by(cast.kerstin))
    of_seat = [model for model in held if model in (Case, Group)]
    held.clear()
    actions.join(case, group=group, by=cast.by(cast.kerstin))
    of_joining = [model for model in held if model in (Case, Group)]
    assert of_seat[:2] == of_joining[:2] == [Case, Group]


def test_two_leaders_first_notes_come_in_turn_and_reach_is_asked_once_for_all(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    members = [joined(cast, group)]

    def asked(seen):
        with CaptureQueriesContext(connection) as told:
            actions.note_attendance(
                group, day=clock.today(), members=members, absent={}, by=by, seen_version=seen
            )
        return [one["sql"] for one in told]

    first = asked(0)
    holds = next(n for n, sql in enumerate(first) if 'FROM "groups_group"' in sql)
    looks = next(n for n, sql in enumerate(first) if 'FROM "groups_occasion"' in sql)
    assert holds < looks
    one = len(asked(1))
    members += [joined(cast, group, name) for name in ("Bilal", "Celia", "Dana")]
    asked(2)
    assert len(asked(3)) == one
