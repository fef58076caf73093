from datetime import date, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries
from stegvis.casework.cases.models import Referral
from stegvis.casework.journal import actions as journal
from stegvis.casework.journal import queries as notes
from stegvis.casework.people import queries as people
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.queries import current_plan
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from stegvis.core.jobs import worker
from tests.cast import NO_CHILD

FACTS = cases.ReferralFacts(
    source="social_services", reason="Vill börja arbeta", disclosure_ground="consent"
)
EXIT = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


def refer(cast, person=None):
    person = person or cast.person()
    return cases.refer(person, unit=cast.unit, facts=FACTS, by=cast.system)


def taken(cast):
    return cases.take(refer(cast), coordinator=cast.kerstin, by=cast.by(cast.maria))


def test_a_referral_waits_in_the_queue_with_its_days(cast):
    referral = refer(cast)
    with clock.set_to(clock.now() + timedelta(days=9)):
        (row,) = queries.queue(cast.by(cast.maria))
        assert (row.pk, row.days_waiting) == (referral.pk, 9)


def test_the_queue_shows_who_it_is_but_not_more(cast):
    referral = refer(cast)
    by = cast.by(cast.kerstin)
    assert people.reaches(referral.person, by=by)
    assert not people.reaches(referral.person, by=by, compartment="journal")


def test_taking_a_referral_gives_the_coordinator_reach_and_ends_the_queues(cast):
    case = taken(cast)
    assert people.reaches(case.person, by=cast.by(cast.kerstin), compartment="journal")
    assert people.reaches(case.person, by=cast.by(cast.maria), compartment="journal")
    assert not people.reaches(case.person, by=cast.by(cast.bjorn))
    assert [task.kind for task in case.tasks.all()] == ["first_meeting"]


@pytest.mark.parametrize(
    ("taken_on", "due_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 11, 25), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 12, 19), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 7)),
    ],
)
def test_the_first_meeting_falls_due_on_a_working_day(cast, taken_on, due_on):
    with clock.set_to(taken_on):
        assert taken(cast).tasks.get().due_on == due_on


def test_two_who_take_the_same_referral_get_one_case(cast):
    referral = refer(cast)
    stale = Referral.objects.get(pk=referral.pk)
    cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    with pytest.raises(NotAllowedNowError):
        cases.take(stale, coordinator=cast.bjorn, by=cast.by(cast.maria))


def test_a_refusal_needs_a_coded_reason(cast):
    referral = refer(cast)
    with pytest.raises(NotAllowedNowError):
        cases.refuse(referral, reason="vill inte", by=cast.by(cast.maria))
    cases.refuse(referral, reason="not_target", by=cast.by(cast.maria))
    assert not people.reaches(referral.person, by=cast.by(cast.kerstin))


def test_somebody_enrolled_is_not_referred_again(cast):
    case = taken(cast)
    with pytest.raises(NotAllowedNowError):
        refer(cast, case.person)


def test_a_former_coordinator_reads_for_thirty_days(cast):
    case = taken(cast)
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    former = cast.by(cast.kerstin)
    assert people.reaches(case.person, by=former)
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert not people.reaches(case.person, by=former)
    assert [a.account for a in case.assignments.all()] == [cast.kerstin, cast.bjorn]


def test_a_shared_note_is_read_by_the_person_and_an_internal_one_is_not(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    for text, shared in (("Vi sågs i dag", True), ("Ring kollegan först", False)):
        journal.write(case, facts=journal.NoteFacts("talk", text, shared), by=by)
    own = Actor(
        tenant_id=cast.tenant.pk,
        role="participant",
        party_kind="participant",
        party_id=case.person_id,
    )
    assert [note.text for note in notes.notes_of(case.person, by=own)] == ["Vi sågs i dag"]
    assert notes.notes_of(case.person, by=by).count() == 2


@pytest.mark.parametrize("text", ["Å" * 10_000, "🙂 مرحبا שלום", "en\nrad\ttill"])
def test_a_note_keeps_what_was_written(cast, text):
    case, by = taken(cast), cast.by(cast.kerstin)
    journal.write(case, facts=journal.NoteFacts("talk", text, False), by=by)
    assert notes.notes_of(case.person, by=by).get().text == text.strip()


def test_only_the_author_corrects_and_the_second_editor_is_told(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    note = journal.write(case, facts=journal.NoteFacts("talk", "Ett", False), by=by)
    better = journal.NoteFacts("talk", "Två", False)
    with pytest.raises(RefusedError):
        journal.correct(note, facts=better, seen_version=1, by=cast.by(cast.maria))
    journal.correct(note, facts=better, seen_version=1, by=by)
    with pytest.raises(StaleVersionError):
        journal.correct(note, facts=better, seen_version=1, by=by)


def test_a_plan_is_agreed_with_a_goal_in_the_persons_words(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    plan = plans.start(case, by=by)
    with pytest.raises(NotAllowedNowError):
        plans.agree(plan, how="desk", follow_up_on=clock.days_from_today(30), child=NO_CHILD, by=by)
    plans.set_goal(plan, words="Jag vill arbeta med barn igen", by=by)
    facts = plans.ActivityFacts("internship", "Praktik", starts_on=clock.today())
    step = plans.add_activity(plan, facts=facts, by=by)
    assert step.status == "proposed"
    plans.agree(plan, how="phone", follow_up_on=clock.days_from_today(30), child=NO_CHILD, by=by)
    step.refresh_from_db()
    assert step.status == "under_way"
    assert current_plan(case.person, by=by) == plan
    assert plans.start(case, by=by).number == 2


def test_dates_in_the_wrong_order_are_refused_by_name(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    facts = plans.ActivityFacts(
        "internship", "x", starts_on=clock.today(), ends_on=clock.days_from_today(-1)
    )
    with pytest.raises(NotAllowedNowError) as fault:
        plans.add_activity(plans.start(case, by=by), facts=facts, by=by)
    assert fault.value.field == "ends_on"


def test_an_exit_ends_tasks_and_sets_four_follow_ups(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    cases.end(case, facts=EXIT, seen_version=case.version, by=by)
    assert not case.tasks.filter(done_on__isnull=True).exists()
    assert [row.days_after for row in case.follow_ups.all()] == [30, 90, 180, 365]
    with clock.set_to(clock.now() + timedelta(days=91)):
        assert [row.days_after for row in queries.follow_ups_due(by)] == [30, 90]


def test_a_follow_up_says_reached_or_not(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    cases.end(case, facts=EXIT, seen_version=case.version, by=by)
    row = case.follow_ups.first()
    reached, not_reached = cases.Heard("reached"), cases.Heard("not_reached")
    with clock.set_to(clock.now() + timedelta(days=30)):
        with pytest.raises(NotAllowedNowError):
            cases.follow_up(row, heard=reached, seen_version=row.version, by=by)
        cases.follow_up(row, heard=not_reached, seen_version=row.version, by=by)
        with pytest.raises(NotAllowedNowError):
            heard = cases.Heard("reached", "work", heard_by="phone")
            cases.follow_up(row, heard=heard, seen_version=row.version, by=by)


def test_what_is_still_open_is_told_before_the_exit(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    facts = plans.ActivityFacts("internship", "Praktik på Ekbacken", starts_on=clock.today())
    plans.add_activity(plans.start(case, by=by), facts=facts, by=by)
    assert [b.sentence for b in queries.exit_blockers(case, by=by)] == ["Praktik på Ekbacken"]


def test_a_reopened_case_says_why(cast):
    case, by = taken(cast), cast.by(cast.kerstin)
    cases.end(case, facts=EXIT, seen_version=case.version, by=by)
    with pytest.raises(NotAllowedNowError):
        cases.reopen(case, reason=" ", seen_version=case.version, by=by)
    cases.reopen(case, reason="Jobbet tog slut", seen_version=case.version, by=by)
    assert case.is_open
    assert not case.follow_ups.exists()


def test_a_coordinator_is_told_of_a_case_given_to_them_but_not_of_one_they_take(cast, mailoutbox):
    cases.take(refer(cast), coordinator=cast.bjorn, by=cast.by(cast.kerstin))
    johan = cast.person("Johan", "Ek")
    cases.take(refer(cast, johan), coordinator=cast.kerstin, by=cast.by(cast.kerstin))
    worker.run_worker(once=True)
    assert [message.to for message in mailoutbox] == [["bjorn@example.org"]]
