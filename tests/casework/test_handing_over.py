"""What lies ahead goes with the case to its new coordinator."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.meetings import actions as meetings
from stegvis.casework.meetings import queries
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.notices.models import Notice
from tests.casework.groups_story import joined, workshop
from tests.casework.meeting_times import NOON_BEFORE, begun, booked


@pytest.fixture
def before():
    """The Friday before Monday's meeting."""
    with clock.set_to(NOON_BEFORE):
        yield


def hand_over(cast, case, *, to=None, by=None):
    case.refresh_from_db()
    cases.assign(
        case,
        coordinator=to or cast.bjorn,
        seen_version=case.version,
        by=by or cast.by(cast.kerstin),
    )


@pytest.mark.usefixtures("before")
def test_meetings_booked_ahead_are_held_by_the_new_coordinator(cast):
    case = begun(cast)
    meeting = booked(cast, case, colleagues=[cast.maria])
    hand_over(cast, case, to=cast.maria)
    meeting.refresh_from_db()
    assert meeting.account == cast.maria
    assert meeting.sequence == 1
    assert [guest.is_person for guest in meeting.guests.all()] == [True]
    maria, kerstin = cast.by(cast.maria), cast.by(cast.kerstin)
    assert list(queries.ahead(maria, days=7)) == [meeting]
    assert not queries.ahead(kerstin, days=7).exists()
    told = Notice.objects.filter(recipient_kind="person", recipient_id=case.person_id)
    assert [notice.text for notice in told.order_by("pk")] == ["time_new", "time_changed"]


@pytest.mark.usefixtures("before")
def test_a_meeting_that_has_been_stays_its_holders_and_the_new_coordinator_tells_of_it(cast):
    case = begun(cast)
    meeting = booked(cast, case)
    with clock.set_to(meeting.ends_at + timedelta(hours=1)):
        hand_over(cast, case)
        meeting.refresh_from_db()
        assert meeting.account == cast.kerstin
        assert not queries.to_tell(cast.by(cast.kerstin)).exists()
        assert list(queries.to_tell(cast.by(cast.bjorn))) == [meeting]
        meetings.note_outcome(meeting, came=True, by=cast.by(cast.bjorn))


@pytest.mark.usefixtures("before")
def test_a_colleagues_own_meeting_stays_theirs_and_is_asked_of_them(cast):
    case = begun(cast)
    meeting = booked(cast, case, account=cast.maria)
    hand_over(cast, case, by=cast.by(cast.maria))
    meeting.refresh_from_db()
    assert meeting.account == cast.maria
    with clock.set_to(meeting.ends_at + timedelta(hours=1)):
        assert list(queries.to_tell(cast.by(cast.maria))) == [meeting]
        assert not queries.to_tell(cast.by(cast.bjorn)).exists()


def test_open_steps_that_the_former_coordinator_answered_for_go_along(cast):
    case, by = begun(cast), cast.by(cast.kerstin)
    plan = plans.start(case, by=by)
    facts = {"measure_type": "internship", "colleague": cast.kerstin}
    open_one = plans.add_activity(plan, facts=plans.ActivityFacts(title="Praktik", **facts), by=by)
    done = plans.add_activity(plan, facts=plans.ActivityFacts(title="Besök", **facts), by=by)
    plans.finish_activity(done, by=by)
    hand_over(cast, case)
    for step, whose in ((open_one, cast.bjorn), (done, cast.kerstin)):
        step.refresh_from_db()
        assert step.colleague == whose


def test_a_seat_in_a_group_stays_its_leaders(cast):
    member = joined(cast, workshop(cast, cast.kerstin))
    hand_over(cast, member.activity.plan.case)
    member.activity.refresh_from_db()
    assert member.activity.colleague == cast.kerstin
