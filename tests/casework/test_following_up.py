"""After an exit: tries, answers on the own page, and what is counted."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions, counting
from stegvis.casework.cases.models import Case, FollowUp
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.refusals import RefusedError
from tests.casework.meeting_times import begun
from tests.casework.pages import faults, look, send, send_seen

EXIT = actions.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


@pytest.fixture
def row(cast):
    """The first follow-up of Amina, who left for a job; its day has come."""
    case = begun(cast)
    actions.end(case, facts=EXIT, seen_version=case.version, by=cast.by(cast.kerstin))
    first = FollowUp.objects.first()
    with clock.set_to(clock.now() + timedelta(days=31)):
        yield first


def test_a_try_without_an_answer_is_counted_and_comes_back_on_a_working_day(cast, act_as, row):
    client = act_as(cast.kerstin)
    assert "Ring och fråga hur det går" in client.get("/").content.decode()
    send(client, "cases:attempt", row.public_id, seen_version=1)
    row.refresh_from_db()
    assert (row.attempts, row.tried_on, row.done_on) == (1, clock.today(), None)
    assert row.again_on >= clock.days_from_today(3)
    assert row.again_on.weekday() < 5
    assert "Ring och fråga hur det går" not in client.get("/").content.decode()
    page = look(client, "cases:follow_up", row.public_id).content.decode()
    assert "1 försök utan svar" in page
    with clock.set_to(row.again_on):
        assert "Ring och fråga hur det går" in client.get("/").content.decode()


def test_the_same_try_pressed_twice_counts_once(cast, act_as, row):
    for _time in range(2):
        send(act_as(cast.kerstin), "cases:attempt", row.public_id, seen_version=1)
    row.refresh_from_db()
    assert row.attempts == 1


def test_the_person_answers_on_their_own_page(cast, act_as, row):
    account = accounts.create_account(cast.tenant, email="a@example.org", name="A", by=cast.system)
    accounts.link_party(account, kind="participant", record_id=row.person_id, by=cast.system)
    client = act_as(account)
    assert "Hur går det?" in client.get("/me/").content.decode()
    said = {"occupation": "studies", "still_there": "no", "words": "Läser till undersköterska"}
    assert send_seen(client, "cases:follow_up", row.public_id, **said).url == "/"
    row.refresh_from_db()
    assert (row.outcome, row.occupation, row.heard_by) == ("reached", "studies", "own_page")
    assert row.words == "Läser till undersköterska"
    assert "Hur går det?" not in client.get("/me/").content.decode()


def test_the_person_notes_no_attempts_about_themself(cast, row):
    account = accounts.create_account(cast.tenant, email="a@example.org", name="A", by=cast.system)
    accounts.link_party(account, kind="participant", record_id=row.person_id, by=cast.system)
    with pytest.raises(RefusedError):
        actions.note_attempt(row, seen_version=1, by=cast.by(account))
    row.refresh_from_db()
    assert row.attempts == 0


def test_a_stale_answer_is_not_taken(cast, act_as, row):
    send(act_as(cast.kerstin), "cases:attempt", row.public_id, seen_version=1)
    said = {"outcome": "declined", "seen_version": 1}
    assert "__all__" in faults(send(act_as(cast.kerstin), "cases:follow_up", row.public_id, **said))
    assert FollowUp.objects.get(pk=row.pk).done_on is None


def test_nobody_answers_before_the_day_has_come(cast, act_as, row):
    ahead, client = row.case.follow_ups.order_by("-due_on").first(), act_as(cast.kerstin)
    said = {"outcome": "declined", "seen_version": 1}
    assert "__all__" in faults(send(client, "cases:follow_up", ahead.public_id, **said))
    send(client, "cases:attempt", ahead.public_id, seen_version=1)
    ahead.refresh_from_db()
    assert (ahead.done_on, ahead.attempts) == (None, 0)


def test_reached_not_reached_and_declined_are_counted_and_unknown_too(cast, act_as, row):
    by = cast.by(cast.kerstin)
    for given, outcome in (("Johan", "not_reached"), ("Sara", "declined"), ("Ali", None)):
        with clock.set_to(clock.now() - timedelta(days=31)):
            case = begun(cast, given)
            actions.end(case, facts=EXIT, seen_version=case.version, by=by)
        if outcome:
            first = case.follow_ups.order_by("due_on").first()
            actions.follow_up(first, heard=actions.Heard(outcome), seen_version=1, by=by)
    heard = actions.Heard("reached", "work", heard_by="phone")
    actions.follow_up(row, heard=heard, seen_version=1, by=by)
    first = counting.follow_ups(cast.by(cast.maria)).rounds[0]
    assert (first.days, first.due, first.figures) == (30, 4, [1, 1, 1, 1])
    assert first.occupations["work"] == 1
    assert look(act_as(cast.maria), "cases:follow_ups").status_code == 200
    assert look(act_as(cast.admin), "cases:follow_ups").status_code == 403


def leaving(case, **values):
    said = {"reason": "job", "occupation_after": "work", "verified_how": "employer"}
    day = clock.today().isoformat()
    return said | {"closed_on": day, "seen_version": case.version} | values


def test_the_exit_says_when_work_begins_and_opening_again_forgets_it(cast, act_as):
    case, client = begun(cast), act_as(cast.kerstin)
    begins = clock.days_from_today(14)
    said = leaving(case, occupation_from=begins.isoformat())
    send(client, "cases:end", case.person.public_id, **said)
    assert Case.objects.get().occupation_from == begins
    send_seen(client, "cases:reopen", case.person.public_id, reason="Jobbet tog slut")
    assert Case.objects.get().occupation_from is None


@pytest.mark.parametrize(
    "values",
    [{"occupation_after": "job_seeking", "occupation_from": "today"},
     {"occupation_from": "2001-01-01"}],
)  # fmt: skip
def test_a_first_day_that_cannot_be_is_told(cast, act_as, values):
    case = begun(cast)
    if values["occupation_from"] == "today":
        values = values | {"occupation_from": clock.today().isoformat()}
    said = leaving(case, **values)
    answer = send(act_as(cast.kerstin), "cases:end", case.person.public_id, **said)
    assert list(faults(answer)) == ["occupation_from"]
