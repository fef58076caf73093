"""Groups: a seat is a step of the plan, a leader sees names and attendance, the full one waits."""

from datetime import time, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries as reading
from stegvis.casework.groups import actions, queries
from stegvis.casework.groups.models import Attendance, Group, Member
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as persons
from stegvis.casework.people.models import Grant, Protection
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Activity
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from tests.casework.groups_story import facts, joined, workshop
from tests.casework.test_plan_pages import taken


def note(cast, group, by, absent=None, *, day=None, seen=0):
    members = queries.members_seen(group, by=by)
    return actions.note_attendance(
        group, day=day or clock.today(), members=members, absent=absent or {}, seen_version=seen,
        by=by,
    )  # fmt: skip


def test_a_seat_is_a_step_of_the_plan_with_what_the_group_says(cast):
    member = joined(cast, workshop(cast))
    step = Activity.objects.get()
    assert (step, step.title, step.measure_type) == (member.activity, "Snickeriet", "workshop")
    assert (step.place, step.hours_per_week) == ("Verkstadsgatan 3", 6)
    assert (step.colleague, step.starts_on) == (cast.kerstin, clock.today())


def test_stopping_the_step_gives_up_the_seat_and_giving_up_the_seat_stops_the_step(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    one, other = joined(cast, group), joined(cast, group, "Bilal")
    plans.stop_activity(one.activity, code="got_job", by=by)
    actions.give_up(other, code="illness", by=by)
    assert [m.has_seat for m in Member.objects.select_related("activity")] == [False, False]
    assert not Activity.objects.filter(stopped_on__isnull=True).exists()


def test_when_the_group_is_full_people_wait_in_order_and_one_press_gives_a_free_seat(cast, act_as):
    group, by = workshop(cast, seats=1), cast.by(cast.kerstin)
    first = joined(cast, group)
    second, third = joined(cast, group, "Bilal"), joined(cast, group, "Celia")
    assert (second.waits, third.waits, Activity.objects.count()) == (True, True, 1)
    assert [one for one in queries.waiting_for_seats(by) if queries.is_next(one)] == []
    with pytest.raises(NotAllowedNowError):
        actions.seat(second, by=by)
    actions.give_up(first, code="got_job", by=by)
    assert [one for one in queries.waiting_for_seats(by) if queries.is_next(one)] == [second]
    assert "En plats är ledig" in act_as(cast.kerstin).get("/").content.decode()
    actions.seat(second, by=by)
    assert Member.objects.select_related("activity").get(pk=second.pk).has_seat


def test_a_full_group_without_a_queue_refuses(cast):
    group = workshop(cast, seats=1, keeps_queue=False)
    joined(cast, group)
    with pytest.raises(NotAllowedNowError):
        joined(cast, group, "Bilal")
    assert Member.objects.count() == 1


def test_nobody_is_in_a_group_twice_nor_joins_one_that_is_over_or_another_unit_s(cast):
    by = cast.by(cast.kerstin)
    group, case = workshop(cast), taken(cast, cast.person())
    actions.join(case, group=group, by=by)
    with pytest.raises(NotAllowedNowError):
        actions.join(case, group=group, by=by)
    yesterday = clock.days_from_today(-1)
    with pytest.raises(NotAllowedNowError):
        actions.join(case, group=workshop(cast, ends_on=yesterday), by=by)


def test_a_leader_sees_the_names_and_nothing_more_of_the_file(cast):
    member = joined(cast, workshop(cast, cast.bjorn))
    by, person = cast.by(cast.bjorn), member.person
    assert [one.person for one in queries.members_seen(member.group, by=by)] == [person]
    assert persons.held_compartments(person, by=by) == {"name", "groups"}
    assert not persons.answers_for(person, by=by)
    with pytest.raises(RefusedError):
        persons.open_person(person.public_id, by=by, purpose="casework", compartment="plan")


def test_the_names_that_a_leader_sees_are_written_down_as_read(cast):
    member = joined(cast, workshop(cast, cast.bjorn))
    queries.members_seen(member.group, by=cast.by(cast.bjorn))
    event = AuditEvent.objects.filter(kind="read", person_id=member.person.pk).latest("pk")
    assert (event.account_id, event.fields) == (cast.bjorn.pk, ["groups"])


def test_a_leader_s_reach_ends_two_weeks_after_the_seat_and_at_once_with_the_lead(cast):
    group = workshop(cast, cast.bjorn)
    one, other = joined(cast, group), joined(cast, group, "Bilal")
    by = cast.by(cast.kerstin)
    actions.give_up(one, code="got_job", by=by)
    leader = cast.by(cast.bjorn)
    assert persons.reaches(one.person, by=leader, compartment="groups")
    with clock.set_to(clock.days_from_today(15)):
        assert not persons.reaches(one.person, by=leader, compartment="groups")
    group.refresh_from_db()
    actions.change(
        group, facts=facts(cast, cast.kerstin), seen_version=group.version, by=cast.by(cast.maria)
    )
    assert not persons.reaches(other.person, by=leader, compartment="groups")
    assert Grant.objects.filter(ground="group", ends__isnull=True).count() == 1


def test_a_new_leader_sees_those_who_are_in(cast):
    group = workshop(cast)
    member = joined(cast, group)
    new = facts(cast, cast.kerstin, cast.bjorn)
    actions.change(group, facts=new, seen_version=group.version, by=cast.by(cast.kerstin))
    assert persons.reaches(member.person, by=cast.by(cast.bjorn), compartment="groups")


def protect(cast, person, *officers):
    people.set_protection(
        person, level=Protection.STRICT, officers=list(officers), reason="Hot", by=cast.system
    )


def test_somebody_protected_joins_only_where_every_leader_is_a_named_officer(cast):
    case = taken(cast, cast.person())
    protect(cast, case.person, cast.kerstin)
    by = cast.by(cast.kerstin)
    with pytest.raises(NotAllowedNowError) as told:
        actions.join(case, group=workshop(cast, cast.kerstin, cast.bjorn), by=by)
    assert "Björn Ask" in str(told.value)
    group = workshop(cast, cast.kerstin, name="Egen")
    actions.join(case, group=group, by=by)
    with pytest.raises(NotAllowedNowError):
        actions.change(
            group, facts=facts(cast, cast.kerstin, cast.bjorn), seen_version=group.version, by=by
        )


@pytest.mark.parametrize("hidden", ["protected", "family"])
def test_whoever_doesnt_meet_everybody_gives_no_new_leader_whatever_hides_somebody(cast, hidden):
    group, by = workshop(cast, cast.kerstin), cast.by(cast.maria)
    member = joined(cast, group)
    if hidden == "protected":
        protect(cast, member.person, cast.kerstin)
    else:
        own = people.NewPerson(
            "Maria", "Lund", no_number_reason="waiting", staff_account=cast.maria
        )
        record = people.register(cast.unit, facts=own, by=cast.by(cast.kerstin))
        people.link_household(member.person, other=record, kind="household", by=cast.system)
    more = facts(cast, cast.kerstin, cast.bjorn)
    with pytest.raises(NotAllowedNowError) as told:
        actions.change(group, facts=more, seen_version=group.version, by=by)
    assert "en ledare som möter alla" in str(told.value)
    elsewhere = facts(cast, cast.kerstin, place="Torget 1")
    assert actions.change(group, facts=elsewhere, seen_version=group.version, by=by).place


def test_the_manager_who_meets_everybody_gives_the_group_a_new_leader(cast):
    group, by = workshop(cast, cast.kerstin), cast.by(cast.maria)
    member = joined(cast, group)
    said = facts(cast, cast.bjorn)
    actions.change(group, facts=said, seen_version=group.version, by=by)
    assert persons.reaches(member.person, by=cast.by(cast.bjorn), compartment="groups")


def test_a_list_names_nobody_protected_and_shows_them_to_officers_only(cast, act_as):
    group = workshop(cast, cast.kerstin, cast.bjorn)
    member = joined(cast, group)
    protect(cast, member.person, cast.kerstin)
    address = f"/groups/{group.public_id}/"
    own = act_as(cast.kerstin).get(address).content.decode()
    assert "Skyddat ärende" in own
    assert "Warsame" not in own
    other = act_as(cast.bjorn).get(address).content.decode()
    assert "Skyddat ärende" not in other
    assert "Warsame" not in other


def test_everybody_stands_as_present_but_those_said_to_be_absent(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    one, other, third = (joined(cast, group, name) for name in ("Amina", "Bilal", "Celia"))
    note(cast, group, by, {other.pk: "ill", third.pk: "no_word"})
    lines = queries.group_page(queries.group(group.public_id, by=by), by=by).seated
    sums = {line.member.pk: line.sums for line in lines}
    assert sums[one.pk] == queries.Sums(present=1, hours=3.0)
    assert sums[other.pk] == queries.Sums(valid=1)
    assert sums[third.pk] == queries.Sums(invalid=1)


def test_what_was_noted_wrongly_is_put_right_and_the_second_of_two_is_told(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    member = joined(cast, group)
    occasion = note(cast, group, by, {member.pk: "ill"})
    note(cast, group, by, seen=occasion.version)
    assert Attendance.objects.get().is_present
    with pytest.raises(StaleVersionError):
        note(cast, group, by, seen=occasion.version - 1)


@pytest.mark.parametrize("days", [1, 7])
def test_a_day_that_has_not_come_or_is_no_day_of_the_group_is_not_noted(cast, days):
    group, by = workshop(cast), cast.by(cast.kerstin)
    with pytest.raises(NotAllowedNowError):
        note(cast, group, by, day=clock.days_from_today(days))


def test_a_day_off_is_no_day_and_another_day_may_be_one(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    joined(cast, group)
    actions.change_day(group, day=clock.today(), by=by)
    assert all(one.times.day != clock.today() for one in queries.to_note(by))
    tomorrow = clock.days_from_today(1)
    actions.change_day(group, day=tomorrow, starts_at=time(13), ends_at=time(15), by=by)
    page = queries.group_page(queries.group(group.public_id, by=by), by=by)
    assert (page.ahead[0].day, page.ahead[0].starts_at) == (tomorrow, time(13))


def test_only_a_leader_or_the_manager_notes_and_changes(cast):
    group = workshop(cast, cast.kerstin)
    joined(cast, group)
    with pytest.raises(RefusedError):
        note(cast, group, cast.by(cast.bjorn))
    with pytest.raises(RefusedError):
        actions.change_day(group, day=clock.today(), by=cast.by(cast.bjorn))
    assert note(cast, group, cast.by(cast.maria)).noted_by == cast.maria


def test_my_day_tells_of_a_group_that_nobody_has_noted_until_somebody_does(cast, act_as):
    group = workshop(cast)
    joined(cast, group)
    client = act_as(cast.kerstin)
    assert "Anteckna närvaro" in client.get("/").content.decode()
    assert "Anteckna närvaro" not in act_as(cast.bjorn).get("/").content.decode()
    note(cast, group, cast.by(cast.kerstin))
    assert "Anteckna närvaro" not in client.get("/").content.decode()


def test_the_end_of_the_case_ends_seat_and_queue_and_says_so_first(cast):
    group = workshop(cast, seats=1)
    joined(cast, group)
    waiting, by = joined(cast, group, "Bilal"), cast.by(cast.kerstin)
    case = reading.open_case(waiting.person, by=by)
    blockers = [str(one.sentence) for one in reading.exit_blockers(case, by=by)]
    assert blockers == ["Väntar på plats i Snickeriet"]
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="told")
    cases.end(case, facts=end, seen_version=case.version, by=by)
    assert not Member.objects.get(pk=waiting.pk).waits


def test_a_person_is_erased_with_seat_and_attendance(cast):
    group, by = workshop(cast), cast.by(cast.kerstin)
    member = joined(cast, group)
    note(cast, group, by)
    case = reading.open_case(member.person, by=by)
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="told")
    cases.end(case, facts=end, seen_version=case.version, by=by)
    people.erase(member.person, reason="Enligt gallringsplanen", by=cast.system)
    assert not Member.objects.exists()
    assert not Attendance.objects.exists()
    assert Group.objects.exists()


def test_the_group_meets_within_its_own_days_only(cast):
    by = cast.by(cast.kerstin)
    workshop(cast, starts_on=clock.today(), ends_on=clock.today())
    line = queries.groups_of(by)[0]
    assert line.next.day == clock.today()
    with clock.set_to(clock.today() + timedelta(days=1)):
        assert queries.groups_of(by) == []


def test_who_gives_up_a_seat_and_gets_one_the_same_day_comes_once_that_day(cast):
    group, by, today = workshop(cast), cast.by(cast.kerstin), clock.today()
    first = joined(cast, group)
    actions.give_up(first, code="illness", by=by)
    again = actions.join(first.person.cases.get(), group=group, by=by)
    assert queries.attendance_of(queries.group(group.public_id, by=by), today, by=by).members == [
        again
    ]


def test_the_seat_that_was_noted_is_the_one_of_its_day(cast):
    group, by, today = workshop(cast), cast.by(cast.kerstin), clock.today()
    first = joined(cast, group)
    note(cast, group, by)
    actions.give_up(first, code="illness", by=by)
    actions.join(first.person.cases.get(), group=group, by=by)
    page = queries.attendance_of(queries.group(group.public_id, by=by), today, by=by)
    assert page.members == [first]
