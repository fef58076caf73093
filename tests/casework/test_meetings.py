from datetime import UTC, date, datetime, time, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Task
from stegvis.casework.cases.queries import standings
from stegvis.casework.meetings import actions, queries
from stegvis.casework.meetings.models import Guest, Meeting, MeetingStatus
from stegvis.casework.people import actions as people
from stegvis.core import clock, zones
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices.models import Notice
from tests.casework.meeting_times import HERE, MONDAY, NOON_BEFORE, begun, booked, posted
from tests.casework.pages import faults, look, send, send_seen


@pytest.fixture(autouse=True)
def _friday():
    with clock.set_to(NOON_BEFORE):
        yield


@pytest.fixture
def case(cast):
    return begun(cast)


@pytest.fixture
def amina(cast, case):
    """Amina's own account."""
    account = accounts.create_account(cast.tenant, email="a@example.org", name="A", by=cast.system)
    accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)
    return account


def later(meeting, **more):
    return clock.set_to(meeting.starts_at + timedelta(**more or {"minutes": 1}))


@pytest.mark.parametrize(
    ("day", "utc_hour"), [(date(2026, 3, 27), 8), (date(2026, 3, 30), 7), (date(2026, 10, 26), 8)]
)
def test_nine_is_nine_by_the_clock_on_both_sides_of_summer_time(cast, day, utc_hour):
    with clock.set_to(datetime(2026, 3, 1, 12, tzinfo=HERE)):
        meeting = booked(cast, begun(cast), day=day)
    assert meeting.starts_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert meeting.local_start.time() == time(9)


def test_an_hour_that_the_clocks_leap_over_is_told():
    with pytest.raises(NotAllowedNowError, match="02:30"):
        zones.moment(date(2026, 3, 29), time(2, 30), country="SE")
    twice = zones.moment(date(2026, 10, 25), time(2, 30), country="NO")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_meeting_is_booked_and_everybody_is_told_and_asked(cast, act_as, case):
    client = act_as(cast.kerstin)
    said = posted(cast, room="Granen", colleagues=[cast.maria.public_id],
                  partners="Lena Lärare, lena@skolan.example\nOlof Okänd")  # fmt: skip
    send(client, "meetings:new", case.person.public_id, **said)
    meeting = Meeting.objects.get()
    called = [guest.called for guest in queries.guests_of(meeting)]
    assert called == ["Amina Warsame", "Maria Lund", "Lena Lärare", "Olof Okänd"]
    told = Notice.objects.filter(due_at__lte=clock.now()).values_list("recipient_kind", "text")
    assert {("person", "time_new"), ("account", "time_new"),
            ("meeting_guest", "guest_time_new")} <= set(told)  # fmt: skip
    page = look(client, "meetings:meeting", meeting.public_id).content.decode()
    assert "Granen" in page
    assert page.count("har inte svarat") == 4


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends": "09:00"}, "ends"),
        ({"ends": "23:59"}, "ends"),
        ({"day": "2026-04-30"}, "day"),
        ({"day": "2028-05-04"}, "day"),
        ({"day": "2027-03-28", "starts": "02:30", "ends": "04:00"}, "starts"),
        ({"kind": "fika"}, "kind"),
        ({"account": "ingen"}, "account"),
        ({"video_link": "http://video.example/x"}, "video_link"),
        ({"interpreter_booked": "on"}, "interpreter"),
        ({"partners": ", lena@skolan.example"}, "partners"),
        ({"partners": "Lena, ingen adress"}, "partners"),
    ],
)
def test_what_cannot_be_booked_is_told_and_nothing_is_stored(cast, act_as, case, values, field):
    said = posted(cast, **values)
    answer = send(act_as(cast.kerstin), "meetings:new", case.person.public_id, **said)
    assert list(faults(answer)) == [field]
    assert not Meeting.objects.exists()
    assert not Guest.objects.exists()


def test_a_form_sent_twice_books_one_meeting(cast, act_as, case):
    for _time in range(2):
        send(act_as(cast.kerstin), "meetings:new", case.person.public_id,
             **posted(cast), key="once")  # fmt: skip
    assert Meeting.objects.count() == 1


def test_a_colleague_and_a_room_that_are_taken_are_told_without_with_whom(cast, act_as, case):
    booked(cast, begun(cast, "Johan"), room="Granen", starts=time(9, 30), ends=time(11))
    client, said = act_as(cast.kerstin), posted(cast, room="granen ")
    answer = send(client, "meetings:new", case.person.public_id, **said)
    (told,) = faults(answer)["anyway"]
    assert "Kerstin Norling är bokad 09:30–11:00." in told
    assert "Granen är bokat" in told
    assert "Johan" not in answer.content.decode()
    send(client, "meetings:new", case.person.public_id, **said, anyway="on")
    assert Meeting.objects.count() == 2


def test_one_after_the_other_is_no_conflict(cast, act_as, case):
    booked(cast, begun(cast, "Johan"), room="Granen", starts=time(10), ends=time(11))
    said = posted(cast, room="Granen")
    send(act_as(cast.kerstin), "meetings:new", case.person.public_id, **said)
    assert Meeting.objects.count() == 2


def test_a_colleague_who_cannot_open_the_file_is_not_invited(cast, act_as, case):
    said = posted(cast, colleagues=[cast.bjorn.public_id])
    answer = send(act_as(cast.kerstin), "meetings:new", case.person.public_id, **said)
    assert list(faults(answer)) == ["colleagues"]


def test_the_person_answers_on_their_own_page(cast, act_as, case, amina):
    meeting, client = booked(cast, case), act_as(amina)
    own = meeting.guests.get()
    assert (
        "måndag 4 maj" in look(client, "meetings:meetings", case.person.public_id).content.decode()
    )
    send(client, "meetings:answer", own.public_id, answer="another", words="Efter kl 14")
    page = look(act_as(cast.kerstin), "meetings:meeting", meeting.public_id).content.decode()
    assert "Efter kl 14" in page
    rows = queries.wanting_another_time(cast.by(cast.kerstin))
    assert [row.pk for row in rows] == [own.pk]


def test_the_person_changes_nothing_but_their_own_answer(cast, act_as, case, amina):
    meeting, client = booked(cast, case, partners=[actions.Partner("Lena")]), act_as(amina)
    lena = meeting.guests.get(name="Lena")
    assert look(client, "meetings:new", case.person.public_id).status_code == 403
    for name in ("move", "cancel", "outcome"):
        assert send(client, f"meetings:{name}", meeting.public_id).status_code == 403
    answer = send(client, "meetings:answer", lena.public_id, answer="yes")
    assert answer.status_code == 403


def test_a_move_asks_again_and_a_new_room_alone_does_not(cast, act_as, case):
    meeting, client = booked(cast, case), act_as(cast.kerstin)
    guest = meeting.guests.get()
    actions.answer(guest, answer="yes", by=cast.by(cast.kerstin))
    said = posted(cast, room="Tallen", reason="room")
    send_seen(client, "meetings:move", meeting.public_id, **said)
    assert Guest.objects.get().answer == "yes"
    send_seen(client, "meetings:move", meeting.public_id, **said | {"starts": "08:30"})
    meeting.refresh_from_db()
    assert (Guest.objects.get().answer, meeting.sequence) == ("", 2)
    assert meeting.change_reason == "room"
    answer = send_seen(client, "meetings:move", meeting.public_id, **said | {"reason": ""})
    assert list(faults(answer)) == ["reason"]


def test_the_second_to_move_sees_both_versions(cast, act_as, case):
    meeting, client = booked(cast, case), act_as(cast.kerstin)
    said = posted(cast, reason="room", seen_version=1)
    assert send(client, "meetings:move", meeting.public_id, **said, room="Tallen").url
    answer = send(client, "meetings:move", meeting.public_id, **said, room="Björken")
    assert "Tallen" in answer.content.decode()
    assert "__all__" in faults(answer)


def test_a_cancelled_meeting_says_why_and_is_told(cast, act_as, case):
    meeting, client = booked(cast, case), act_as(cast.kerstin)
    send_seen(client, "meetings:cancel", meeting.public_id, reason="interpreter")
    meeting.refresh_from_db()
    assert (meeting.status, meeting.change_reason) == (MeetingStatus.CANCELLED, "interpreter")
    assert Notice.objects.filter(recipient_kind="person", text="time_cancelled").exists()
    assert "Ingen tolk" in look(client, "meetings:meeting", meeting.public_id).content.decode()


def test_how_it_went_is_told_in_one_press_when_its_time_has_come(cast, act_as, case):
    meeting, client = booked(cast, case), act_as(cast.kerstin)
    send(client, "meetings:outcome", meeting.public_id, came="yes")
    assert Meeting.objects.get().status == MeetingStatus.PLANNED
    with later(meeting):
        answer = send(client, "meetings:outcome", meeting.public_id, came="yes")
        assert answer.url.endswith("/write/?kind=meeting")
        assert Meeting.objects.get().status == MeetingStatus.HELD
        assert Task.objects.get(kind="first_meeting").done_on == MONDAY
        send(client, "meetings:outcome", meeting.public_id, came="no")
        assert Meeting.objects.get().status == MeetingStatus.MISSED
        send_seen(client, "meetings:cancel", meeting.public_id, reason="person_hindered")
        assert Meeting.objects.get().status == MeetingStatus.CANCELLED


def test_my_day_shows_todays_meetings_and_asks_how_the_last_one_went(cast, act_as, case):
    meeting = booked(cast, case)
    with clock.set_to(meeting.starts_at - timedelta(hours=2)):
        assert "Möte i dag 09:00" in act_as(cast.kerstin).get("/").content.decode()
    with later(meeting, days=1):
        assert "Säg om ni träffades" in act_as(cast.kerstin).get("/").content.decode()
    with later(meeting, days=20):
        assert "Säg om ni träffades" not in act_as(cast.kerstin).get("/").content.decode()


def test_an_invited_colleague_answers_and_the_holder_sees_it(cast, act_as, case):
    meeting = booked(cast, case, colleagues=[cast.maria])
    own = meeting.guests.get(account=cast.maria)
    assert [row.pk for row in queries.unanswered(cast.by(cast.maria))] == [own.pk]
    send(act_as(cast.maria), "meetings:answer", own.public_id, answer="yes")
    assert not queries.unanswered(cast.by(cast.maria)).exists()
    assert (
        "kommer"
        in look(act_as(cast.kerstin), "meetings:meeting", meeting.public_id).content.decode()
    )


def test_the_exit_tells_of_booked_meetings_and_calls_them_off(cast, act_as, case):
    meeting = booked(cast, case)
    page = look(act_as(cast.kerstin), "cases:end", case.person.public_id).content.decode()
    assert "Möte den 4 maj 09:00" in page
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=end, seen_version=case.version, by=cast.by(cast.kerstin))
    meeting.refresh_from_db()
    assert (meeting.status, meeting.change_reason) == (MeetingStatus.CANCELLED, "case_ended")


def test_an_erased_person_takes_meetings_and_what_waits_to_be_sent_along(cast, case):
    booked(cast, case, partners=[actions.Partner("Lena", "lena@skolan.example")])
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=end, seen_version=case.version, by=cast.by(cast.kerstin))
    people.erase(case.person, reason="Gallring enligt beslut", by=cast.system)
    assert not Meeting.objects.exists()
    assert not Guest.objects.exists()
    assert not Notice.objects.filter(recipient_kind__startswith="meeting").exists()


def test_others_see_no_meeting(cast, act_as, case):
    meeting = booked(cast, case)
    for account in (cast.bjorn, cast.admin, cast.stig):
        client = act_as(account)
        for name in ("meeting", "move", "cancel", "file"):
            assert look(client, f"meetings:{name}", meeting.public_id).status_code == 404
    assert look(act_as(cast.bjorn), "meetings:new", case.person.public_id).status_code == 403


def test_a_booked_meeting_keeps_the_case_from_standing_still(cast, case):
    by = cast.by(cast.kerstin)
    met, ahead = booked(cast, case), booked(cast, case, day=MONDAY + timedelta(days=60))
    with later(met):
        actions.note_outcome(met, came=True, by=by)
    with clock.set_to(ahead.starts_at - timedelta(days=1)):
        standing = standings(by, [case.person_id])[case.person_id]
    assert standing.goes_on
    with later(ahead, days=1):
        standing = standings(by, [case.person_id])[case.person_id]
    assert (standing.goes_on, standing.moved_on) == (False, MONDAY)


@pytest.mark.parametrize(
    ("field", "said"),
    [("video_link", "https://["), ("video_link", "https://"),
     ("partners", f"Lisa, {'a' * 260}@example.org")],
)  # fmt: skip
def test_a_link_that_leads_nowhere_and_an_address_too_long_are_told(
    cast, act_as, case, field, said
):
    values = posted(cast, **{field: said})
    answer = send(act_as(cast.kerstin), "meetings:new", case.person.public_id, **values)
    assert field in faults(answer)
    assert not Meeting.objects.exists()
