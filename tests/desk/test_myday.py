from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from tests.cast import NO_CHILD
from tests.desk import story


@pytest.fixture
def myday(client, cast):
    """Kerstin's day as text, at a number of days from now."""

    def get(bucket="today", *, days=0):
        with clock.set_to(clock.now() + timedelta(days=days)):
            client.force_login(cast.kerstin)
            return client.get("/", {"bucket": bucket}).content.decode()

    return get


def test_somebody_newly_assigned_is_there_when_the_first_meeting_is_due(cast, myday):
    story.taken(cast)
    assert "Inget måste göras i dag" in myday()
    assert "Första samtal" in myday(days=7)


def test_an_officers_person_stays_on_the_list_until_referred(cast, myday, siri):
    text = myday()
    assert "Inte anvisad än" in text
    assert f"/cases/{siri.public_id}/refer/" in text
    assert "Siri" not in text
    cases.refer(siri, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    assert "Inte anvisad än" not in myday()


def test_an_officer_sees_that_the_coordinator_of_a_shut_file_has_left(cast, myday, siri):
    people.name_officer(siri, account=cast.bjorn, reason="Tar över", by=cast.by(cast.kerstin))
    referral = cases.refer(siri, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    cases.take(referral, coordinator=cast.bjorn, by=cast.by(cast.kerstin))
    assert "Har ingen koordinator" not in myday()
    membership = cast.bjorn.memberships.get()
    accounts.end_role(membership, ends=clock.days_from_today(-1), by=cast.system)
    text = myday()
    assert "Har ingen koordinator" in text
    assert f"/cases/{siri.public_id}/coordinator/" in text


def test_a_task_says_its_kind_and_never_what_was_typed(cast, myday):
    case = story.taken(cast)
    story.met(cast, case)
    cases.add_task(
        case, kind="call", text="Ring psykiatrin", due_on=clock.today(), account=cast.kerstin,
        by=cast.by(cast.kerstin),
    )  # fmt: skip
    text = myday()
    assert "Ring" in text
    assert "psykiatrin" not in text


def test_a_plan_that_nobody_said_yes_to_waits_for_an_answer(cast, myday):
    case = story.taken(cast)
    story.planned(cast, case, agreed=False)
    assert "Plan 1 är inte överenskommen än" in myday("waiting")


def test_a_plan_whose_follow_up_has_passed_is_for_today(cast, myday):
    case = story.taken(cast)
    story.planned(cast, case)
    assert "Planen skulle följas upp" in myday(days=61)


def test_a_last_step_that_ends_soon_asks_for_the_next(cast, myday):
    case = story.taken(cast)
    story.met(cast, case)
    plan = story.planned(cast, case)
    story.step(cast, plan, ends=clock.days_from_today(10))
    assert "inget planerat efter" in myday()
    story.step(cast, plan, starts=clock.days_from_today(11))
    assert "inget planerat efter" not in myday()


def test_a_case_with_nothing_under_way_for_four_weeks_stands_still(cast, myday):
    case = story.taken(cast)
    story.met(cast, case)
    assert "Amina Warsame" not in myday("still", days=27)
    assert "Inget har hänt på 28 dagar" in myday("still", days=28)
    plan = story.planned(cast, case)
    story.step(cast, plan)
    assert "Amina Warsame" not in myday("still", days=40)


def test_a_follow_up_after_the_exit_is_for_today_and_not_among_mine(cast, myday):
    case = story.taken(cast)
    cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.by(cast.kerstin))
    assert "Dags för 30-dagarsuppföljningen" in myday(days=31)
    assert "30-dagarsuppföljningen skulle ha gjorts" not in myday(days=30 + 14)
    assert "30-dagarsuppföljningen skulle ha gjorts" in myday(days=30 + 3 + 15)
    assert "Amina Warsame" not in myday("mine", days=31)


def test_the_phase_says_studies_and_not_which_measure(cast, myday):
    case = story.taken(cast)
    plan = story.planned(cast, case)
    story.step(cast, plan, kind="ips", title="IPS på psykiatrin")
    text = myday("mine")
    assert "Aktivitet" in text
    assert "IPS" not in text


def test_somebody_without_a_step_is_there_with_a_way_to_what_fits(cast, myday):
    case = story.taken(cast)
    story.met(cast, case)
    plan = story.planned(cast, case)
    fits = f"/matching/{case.person.public_id}/"
    assert fits in myday()
    story.step(cast, plan)
    assert fits not in myday()


def test_a_protected_person_has_neither_name_nor_age_nor_phase_in_the_list(cast, myday):
    case = story.taken(cast)
    people.set_protection(
        case.person, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    text = myday("mine")
    assert "Skyddat ärende" in text
    assert "Warsame" not in text
    assert "tag" not in text.split("Skyddat ärende")[1].split("</tr>")[0]


def test_the_list_is_shown_again_from_its_address_and_announced(cast, myday):
    story.taken(cast)
    text = myday("mine")
    assert 'aria-current="page"' in text
    assert '<div id="announce" class="visually-hidden" role="status">Alla mina: 1 person' in text


def test_an_unknown_list_is_answered_with_todays(cast, myday):
    assert "Inget måste göras i dag" in myday("../../etc")


@pytest.mark.parametrize("bucket", ["today", "waiting", "still", "mine"])
def test_an_empty_list_says_what_would_be_there(bucket, myday):
    assert 'class="empty"' in myday(bucket)


def test_more_persons_take_no_more_queries(client, cast):
    client.force_login(cast.kerstin)

    def queries():
        with clock.set_to(clock.now() + timedelta(days=7)):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get("/")
        return len(seen)

    story.planned(cast, story.taken(cast))
    few = queries()
    for number in range(6):
        case = story.taken(cast, f"Person{number}")
        story.step(cast, story.planned(cast, case))
    assert queries() == few
    assert few < 40


def test_a_new_note_begins_with_whom_it_is_about(client, cast):
    story.taken(cast)
    client.force_login(cast.kerstin)
    assert "Amina Warsame" in client.get("/note/").content.decode()


def test_somebody_who_meets_nobody_gets_a_page_without_persons(client, cast):
    from stegvis.core.accounts import actions as accounts

    story.taken(cast)
    registrar = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut Ekman", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=registrar, role="registrar", starts=clock.today(), by=cast.system
    )
    client.force_login(registrar)
    text = client.get("/").content.decode()
    assert "Du är inloggad som registrator" in text
    assert "Warsame" not in text


def test_a_step_that_is_agreed_without_a_day_is_planned_until_it_is_left_lying(cast, myday):
    case = story.taken(cast)
    story.met(cast, case)
    plan, by = story.planned(cast, case, agreed=False), cast.by(cast.kerstin)
    facts = plans.ActivityFacts("guidance", "Jobbsökarstöd")
    step = plans.add_activity(plan, facts=facts, by=by)
    assert step.status == "proposed"
    plan.refresh_from_db()
    plans.agree(plan, how="desk", follow_up_on=clock.days_from_today(60), child=NO_CHILD, by=by)
    step.refresh_from_db()
    assert step.status == "planned"
    assert "Utan nästa steg" not in myday()
    assert "Amina Warsame" in myday("still", days=28)
