from dataclasses import replace
from datetime import timedelta

import pytest

from stegvis.casework.cases import actions, queries
from stegvis.casework.cases.models import Case, FollowUp, Task
from stegvis.casework.cases.registries import EXIT_BLOCKERS, ExitBlocker
from stegvis.casework.people import queries as people
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError
from tests.casework.pages import faults, look, queries_of, send, send_seen

FACTS = actions.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
EXIT = actions.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


def begun(cast, given="Amina", coordinator=None):
    referral = actions.refer(cast.person(given), unit=cast.unit, facts=FACTS, by=cast.system)
    coordinator = coordinator or cast.kerstin
    return actions.take(referral, coordinator=coordinator, by=cast.by(cast.maria))


@pytest.fixture
def case(cast):
    return begun(cast)


def ended(cast, case):
    return actions.end(case, facts=EXIT, seen_version=case.version, by=cast.by(cast.kerstin))


def leaving(case, **values):
    return {
        "reason": "job",
        "occupation_after": "work",
        "verified_how": "employer",
        "closed_on": clock.today().isoformat(),
        "seen_version": case.version,
        "note": "Började på Ekbacken",
        **values,
    }


def test_the_exit_shows_what_is_open_and_sets_four_follow_ups(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    page = look(client, "cases:end", person).content.decode()
    assert "Första samtal" in page
    assert send(client, "cases:end", person, **leaving(case)).url == f"/person/{person}/"
    assert Case.objects.get().exit_note == "Började på Ekbacken"
    assert [row.days_after for row in FollowUp.objects.all()] == [30, 90, 180, 365]
    assert not Task.objects.filter(done_on__isnull=True).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closed_on": "2000-01-01"}, "closed_on"),
        ({"closed_on": "2999-01-01"}, "closed_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "vet inte"}, "reason"),
        ({"verified_how": ""}, "verified_how"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_ends(cast, act_as, case, values, field):
    said = leaving(case, **values)
    answer = send(act_as(cast.kerstin), "cases:end", case.person.public_id, **said)
    assert list(faults(answer)) == [field]
    assert "Började på Ekbacken" in answer.content.decode()
    assert Case.objects.get().is_open


def test_a_stale_page_ends_nothing(cast, act_as, case):
    said = leaving(case, seen_version=7)
    answer = send(act_as(cast.kerstin), "cases:end", case.person.public_id, **said)
    assert "__all__" in faults(answer)
    assert Case.objects.get().is_open


def test_what_has_to_be_ended_first_stops_the_exit(cast, act_as, case, monkeypatch):
    blocker = ExitBlocker("Praktik hos Ekbacken pågår", url="/x/", must_end_first=True)
    monkeypatch.setitem(EXIT_BLOCKERS._entries, "test", lambda _case, _by: [blocker])
    client, person = act_as(cast.kerstin), case.person.public_id
    assert "Praktik hos Ekbacken" in look(client, "cases:end", person).content.decode()
    assert "__all__" in faults(send(client, "cases:end", person, **leaving(case)))
    assert Case.objects.get().is_open


def test_an_ended_case_has_no_exit_but_opens_again_with_a_reason(cast, act_as, case):
    ended(cast, case)
    client, person = act_as(cast.kerstin), case.person.public_id
    assert look(client, "cases:end", person).status_code == 409
    assert "Arbete utan subvention" in look(client, "cases:reopen", person).content.decode()
    assert "reason" in faults(send_seen(client, "cases:reopen", person, reason=" "))
    assert "__all__" in faults(send(client, "cases:reopen", person, reason="Jo", seen_version=1))
    send_seen(client, "cases:reopen", person, reason="Jobbet tog slut")
    assert Case.objects.get().is_open
    assert look(client, "cases:reopen", person).status_code == 302


def test_a_case_that_ends_again_is_followed_up_again_and_keeps_what_was_answered(cast, case):
    ended(cast, case)
    by = cast.by(cast.kerstin)
    with clock.set_to(clock.now() + timedelta(days=31)):
        first = FollowUp.objects.get(days_after=30)
        heard = actions.Heard(outcome="reached", occupation="other", heard_by="phone")
        actions.follow_up(first, heard=heard, seen_version=first.version, by=by)
        case = Case.objects.get()
        case = actions.reopen(case, reason="Slutade", seen_version=case.version, by=by)
        actions.end(case, facts=EXIT, seen_version=case.version, by=by)
        days = [row.days_after for row in FollowUp.objects.filter(done_on=None)]
        assert sorted(days) == [30, 90, 180, 365]
        assert FollowUp.objects.filter(done_on__isnull=False).count() == 1


def test_a_case_that_ends_again_on_the_same_day_asks_what_is_left(cast, case):
    ended(cast, case)
    by, last = cast.by(cast.kerstin), Case.objects.get().closed_on
    with clock.set_to(clock.now() + timedelta(days=31)):
        first = FollowUp.objects.get(days_after=30)
        heard = actions.Heard(outcome="reached", occupation="other", heard_by="phone")
        actions.follow_up(first, heard=heard, seen_version=first.version, by=by)
        case = Case.objects.get()
        case = actions.reopen(case, reason="Fel dag", seen_version=case.version, by=by)
        facts = replace(EXIT, closed_on=last)
        actions.end(case, facts=facts, seen_version=case.version, by=by)
        left = FollowUp.objects.filter(done_on=None).values_list("days_after", flat=True)
        assert sorted(left) == [90, 180, 365]


def test_what_ends_with_a_case_ends_on_its_last_day(cast, case):
    by = cast.by(cast.kerstin)
    facts = plans.ActivityFacts(measure_type="guidance", title="Vägledning")
    step = plans.add_activity(plans.start(case, by=by), facts=facts, by=by)
    with clock.set_to(clock.now() + timedelta(days=10)):
        case = Case.objects.get()
        facts = replace(EXIT, closed_on=clock.today() - timedelta(days=4))
        actions.end(case, facts=facts, seen_version=case.version, by=by)
    step.refresh_from_db()
    assert step.stopped_on == Case.objects.get().closed_on


def test_only_the_last_coordinator_reaches_a_case_that_opens_again(cast, case):
    actions.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    case = Case.objects.get()
    actions.end(case, facts=EXIT, seen_version=case.version, by=cast.by(cast.bjorn))
    with clock.set_to(clock.now() + timedelta(days=40)):
        case = Case.objects.get()
        by = cast.by(cast.bjorn)
        actions.reopen(case, reason="Jobbet tog slut", seen_version=case.version, by=by)
    with clock.set_to(clock.now() + timedelta(days=1000)):
        assert people.reaches(case.person, by=cast.by(cast.bjorn), compartment="plan")
        assert people.reaches(case.person, by=cast.by(cast.maria), compartment="plan")
        assert not people.reaches(case.person, by=cast.by(cast.kerstin))


def test_a_case_does_not_open_beside_a_new_one(cast, case):
    ended(cast, case)
    referral = actions.refer(case.person, unit=cast.unit, facts=FACTS, by=cast.by(cast.kerstin))
    actions.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    with pytest.raises(NotAllowedNowError):
        actions.reopen(
            case, reason="Jobbet tog slut", seen_version=case.version, by=cast.by(cast.kerstin)
        )


def test_a_change_of_coordinator_takes_the_tasks_along_and_keeps_history(cast, act_as, case):
    client, person = act_as(cast.maria), case.person.public_id
    answer = send_seen(client, "cases:assign", person, coordinator=cast.bjorn.public_id)
    assert answer.url == f"/person/{person}/"
    assert Task.objects.get().account == cast.bjorn
    page = look(client, "cases:assign", person).content.decode()
    assert "Kerstin Norling" in page.split("<aside")[1]
    assert "coordinator" in faults(send_seen(client, "cases:assign", person))


def test_coming_back_as_coordinator_keeps_the_days_of_the_first_time(cast, case):
    first = case.person.grants.get(account=cast.kerstin)
    with clock.set_to(clock.now() + timedelta(days=2)):
        actions.assign(
            case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria)
        )
        first.refresh_from_db()
        ended_at = first.ends
    with clock.set_to(clock.now() + timedelta(days=4)):
        actions.assign(
            case, coordinator=cast.kerstin, seen_version=case.version, by=cast.by(cast.maria)
        )
    with clock.set_to(clock.now() + timedelta(days=6)):
        actions.assign(
            case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria)
        )
    first.refresh_from_db()
    assert first.ends == ended_at


def test_a_task_is_added_and_done_in_one_press(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    said = {
        "kind": "call",
        "text": "Ring handledaren 🙂",
        "due_on": clock.days_from_today(2).isoformat(),
        "account": cast.bjorn.public_id,
    }
    send(client, "cases:task", person, **said)
    task = Task.objects.get(kind="call")
    assert (task.text, task.account) == ("Ring handledaren 🙂", cast.bjorn)
    back = client.post(f"/cases/task/{task.public_id}/done/", {"next": "/?bucket=mine"})
    assert back.url == "/?bucket=mine"
    assert Task.objects.get(kind="call").done_on == clock.today()
    away = client.post(f"/cases/task/{task.public_id}/done/", {"next": "//evil.example/"})
    assert away.url == f"/person/{person}/"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"due_on": "2000-01-01"}, "due_on"),
        ({"kind": "fly"}, "kind"),
        ({"account": "x"}, "account"),
    ],
)
def test_a_task_that_cannot_be_is_told(cast, act_as, case, values, field):
    said = {
        "kind": "call",
        "due_on": clock.today().isoformat(),
        "account": cast.kerstin.public_id,
        **values,
    }
    answer = send(act_as(cast.kerstin), "cases:task", case.person.public_id, **said)
    assert list(faults(answer)) == [field]


@pytest.fixture
def due(cast, case):
    """The first follow-up, on its day."""
    ended(cast, case)
    with clock.set_to(clock.now() + timedelta(days=30)):
        yield FollowUp.objects.get(days_after=30)


def test_a_follow_up_is_answered_once(cast, act_as, due):
    row, client = due, act_as(cast.kerstin)
    assert (
        "Arbete utan subvention" in look(client, "cases:follow_up", row.public_id).content.decode()
    )
    answer = send_seen(client, "cases:follow_up", row.public_id, outcome="reached")
    assert list(faults(answer)) == ["occupation"]
    said = {"occupation": "work", "still_there": "yes", "words": "Trivs", "heard_by": "phone"}
    send_seen(client, "cases:follow_up", row.public_id, outcome="reached", **said)
    row.refresh_from_db()
    assert (row.outcome, row.occupation, row.done_on) == ("reached", "work", clock.today())
    assert (row.still_there, row.words, row.heard_by) == ("yes", "Trivs", "phone")
    assert look(client, "cases:follow_up", row.public_id).status_code == 302


def test_not_reached_is_an_answer_too(cast, act_as, due):
    send_seen(act_as(cast.kerstin), "cases:follow_up", due.public_id, outcome="declined")
    assert FollowUp.objects.get(pk=due.pk).outcome == "declined"


def test_others_change_nothing(cast, act_as, case):
    task, person = Task.objects.get(), case.person.public_id
    for account, code in ((cast.bjorn, 403), (cast.admin, 404), (cast.stig, 404)):
        client = act_as(account)
        for name in ("assign", "end", "reopen", "task"):
            assert look(client, f"cases:{name}", person).status_code == code
        assert client.post(f"/cases/task/{task.public_id}/done/").status_code == 404
    ended(cast, case)
    row = FollowUp.objects.first()
    assert look(act_as(cast.bjorn), "cases:follow_up", row.public_id).status_code == 404


def test_the_caseload_is_one_s_own_or_the_unit_s(cast, act_as, case):
    begun(cast, "Johan", cast.bjorn)
    mine = look(act_as(cast.kerstin), "cases:mine").content.decode()
    assert "Amina" in mine
    assert "Johan" not in mine
    everybody = look(act_as(cast.maria), "cases:mine").content.decode()
    assert "Amina" in everybody
    assert "Johan" in everybody
    assert "Björn Ask" in everybody
    assert look(act_as(cast.admin), "cases:mine").status_code == 403


def test_the_caseload_takes_as_many_queries_for_many_as_for_few(cast, act_as, case):
    client = act_as(cast.kerstin)
    look(client, "cases:mine")
    few = queries_of(lambda: look(client, "cases:mine"))
    for number in range(8):
        begun(cast, f"N{number}")
    assert queries_of(lambda: look(client, "cases:mine")) == few
    assert queries.caseload(cast.by(cast.kerstin)).count() == 9
