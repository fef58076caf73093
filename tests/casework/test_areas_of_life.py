"""Ten areas of life, the person and the coordinator side by side, and how they move."""

from datetime import date, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries as reading
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.situation import actions, catalogue, queries
from stegvis.casework.situation.models import Answer, Assessment
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from stegvis.desk.myday.queries import TODAY, WAITING, day
from tests.casework.pages import faults, look, queries_of, send
from tests.casework.test_plan_pages import body, taken
from tests.cast import FIRST_DAY

ALL = catalogue.current("life_areas").item_keys
THREE = ("work", "health", "influence")


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


@pytest.fixture
def kerstin(cast):
    return cast.by(cast.kerstin)


def gone_through(case, by, *, person=2, coordinator=3, occasion="start", chosen=()):
    """Finished, each voice with one and the same step everywhere."""
    begun = actions.begin(case, occasion=occasion, chosen=chosen, by=by)
    voices = {
        "person": {item: actions.Said(person) for item in begun.items},
        "coordinator": {item: actions.Said(coordinator) for item in begun.items},
    }
    return actions.go_through(begun, voices=voices, finished=True, seen_version=1, by=by)


def typed(items, *, person="2", coordinator="3", **more):
    """What a browser sends for these areas."""
    said = {"person": person, "coordinator": coordinator}
    return {
        **{f"{voice}_{item}": step for voice, step in said.items() if step for item in items},
        "seen_version": "1",
        **more,
    }


def test_they_are_begun_gone_through_and_drawn(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    assert "Hur fungerar livet just nu?" in body(client, "situation:areas", person)
    form = look(client, "situation:begin", person).context["form"]
    assert form["occasion"].value() == "start"
    begun = send(client, "situation:begin", person, occasion="start")
    assert client.get(begun.url).status_code == 200
    answers = typed(ALL, person_health_words="Sover dåligt, orkar halva dagen")
    found = Assessment.objects.get()
    send(client, "situation:assessment", found.public_id, **answers)
    found.refresh_from_db()
    assert found.taken_on == clock.today()
    assert Answer.objects.count() == 20
    page = body(client, "situation:areas", person)
    assert "Så var det" in page
    assert "<td>2 · Fungerar dåligt" in page
    assert "Sover dåligt, orkar halva dagen" in page


def test_progress_shows_both_voices_over_time(cast, act_as, case, kerstin, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 2))
    gone_through(case, kerstin)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 6, 1))
    gone_through(case, kerstin, person=4, coordinator=1, occasion="between", chosen=THREE)
    drawn = queries.strands_of(case.person, by=kerstin)[0].progress
    assert (drawn.better, drawn.same, drawn.worse) == (3, 0, 0)
    work, education = drawn.lines[0], drawn.lines[1]
    assert [point.value for point in work.person] == [2, 4]
    assert [point.value for point in work.coordinator] == [3, 1]
    assert work.person[0].y > work.person[1].y, "a better step is drawn higher"
    assert (work.moved, work.apart) == (2, 3)
    assert education.moved is None
    assert "3 områden fungerar bättre" in body(
        act_as(cast.kerstin), "situation:areas", case.person.public_id
    )


def test_in_between_three_are_chosen_no_more_and_no_less(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    for chosen, sentence in (((), "nu är 0 valda"), (ALL[:4], "nu är 4 valda")):
        answer = send(client, "situation:begin", person, occasion="between", chosen=chosen)
        assert sentence in faults(answer)["chosen"][0]
    assert not Assessment.objects.exists()
    send(client, "situation:begin", person, occasion="between", chosen=THREE)
    assert Assessment.objects.get().items == list(THREE)


def test_not_wanting_to_say_is_an_answer_and_silence_is_not(case, kerstin):
    begun = actions.begin(case, occasion="between", chosen=THREE, by=kerstin)
    said = {item: actions.Said(None) for item in THREE}
    partly = {"person": said, "coordinator": {"work": actions.Said(1)}}
    with pytest.raises(NotAllowedNowError) as fault:
        actions.go_through(begun, voices=partly, finished=True, seen_version=1, by=kerstin)
    assert fault.value.field == "coordinator_health"
    assert not Answer.objects.exists(), "nothing is half-stored"
    begun = Assessment.objects.get()
    whole = {"person": said, "coordinator": {item: actions.Said(1) for item in THREE}}
    done = actions.go_through(begun, voices=whole, finished=True, seen_version=1, by=kerstin)
    assert done.is_finished


def test_what_was_said_so_far_is_kept_for_another_day(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    send(client, "situation:begin", person, occasion="start")
    found = Assessment.objects.get()
    some = typed(ALL[:4], coordinator="", later="1")
    assert send(client, "situation:assessment", found.public_id, **some).status_code == 302
    found.refresh_from_db()
    assert not found.is_finished
    form = look(client, "situation:assessment", found.public_id).context["form"]
    assert form["person_work"].value() == "2"
    assert not form["person_influence"].value()


def test_nothing_is_lost_when_one_area_is_left_open(cast, act_as, case):
    client = act_as(cast.kerstin)
    send(client, "situation:begin", case.person.public_id, occasion="start")
    found = Assessment.objects.get()
    answer = send(client, "situation:assessment", found.public_id, **typed(ALL[:8]))
    assert set(faults(answer)) == {
        f"{voice}_{area}" for voice in ("person", "coordinator") for area in ALL[8:]
    }
    assert "Välj ett steg" in faults(answer)["person_influence"][0]
    assert answer.context["form"]["person_work"].value() == "2"


def test_a_step_that_is_not_on_the_scale_is_refused(cast, act_as, case):
    client = act_as(cast.kerstin)
    send(client, "situation:begin", case.person.public_id, occasion="start")
    found = Assessment.objects.get()
    answer = send(client, "situation:assessment", found.public_id, **typed(ALL, person="9"))
    assert "person_work" in faults(answer)
    long = typed(ALL, person_work_words="å" * 501)
    assert "person_work_words" in faults(
        send(client, "situation:assessment", found.public_id, **long)
    )
    with pytest.raises(NotAllowedNowError):
        actions.go_through(
            found,
            voices={"person": {"horoscope": actions.Said(3)}},
            finished=False,
            seen_version=1,
            by=cast.by(cast.kerstin),
        )


def test_one_at_a_time_is_under_way_in_a_case(case, kerstin):
    actions.begin(case, occasion="start", by=kerstin)
    with pytest.raises(NotAllowedNowError, match="pågår redan"):
        actions.begin(case, occasion="end", by=kerstin)


def test_the_second_editor_sees_both_versions(cast, act_as, case):
    first, person = act_as(cast.kerstin), case.person.public_id
    send(first, "situation:begin", person, occasion="between", chosen=THREE)
    found = Assessment.objects.get()
    send(first, "situation:assessment", found.public_id, **typed(THREE, later="1"))
    answer = send(
        first, "situation:assessment", found.public_id, **typed(THREE, person="5", later="1")
    )
    shown = {(d.saved, d.typed) for d in answer.context["form"].differences}
    assert shown == {("Fungerar dåligt", "Fungerar mycket bra")}
    again = typed(THREE, person="5", later="1", seen_version="2")
    assert send(first, "situation:assessment", found.public_id, **again).status_code == 302
    assert set(Answer.objects.filter(respondent="person").values_list("value", flat=True)) == {5}


def test_what_is_finished_stands(cast, act_as, case, kerstin):
    done = gone_through(case, kerstin)
    with pytest.raises(NotAllowedNowError, match="redan klart"):
        actions.go_through(done, voices={}, finished=True, seen_version=2, by=kerstin)
    client = act_as(cast.kerstin)
    assert "Vad båda sa" in body(client, "situation:assessment", done.public_id)
    assert send(client, "situation:drop", done.public_id, seen_version="2").status_code == 200
    assert Assessment.objects.filter(pk=done.pk).exists()


def test_the_person_answers_alone_when_asked_and_sees_only_the_own_voice(
    cast, case, kerstin, on_own_page
):
    begun = actions.begin(case, occasion="between", chosen=THREE, asks_person=True, by=kerstin)
    assert "Några frågor till dig" in body(on_own_page, "me:home")
    page = body(on_own_page, "situation:assessment", begun.public_id)
    assert "coordinator_work" not in page
    crafted = typed(THREE, person="4", coordinator="1")
    send(on_own_page, "situation:assessment", begun.public_id, **crafted)
    assert set(Answer.objects.values_list("respondent", "value")) == {("person", 4)}
    begun.refresh_from_db()
    assert begun.answered_on
    assert not begun.is_finished
    assert "Ändra mina svar" in body(on_own_page, "situation:areas", case.person.public_id)


def test_the_person_is_asked_nothing_until_somebody_asks(case, kerstin, on_own_page):
    begun = actions.begin(case, occasion="start", by=kerstin)
    assert "Några frågor till dig" not in body(on_own_page, "me:home")
    page = body(on_own_page, "situation:assessment", begun.public_id)
    assert "Ni går igenom det här tillsammans" in page
    assert '<form method="post" class="answers' not in page
    send(on_own_page, "situation:assessment", begun.public_id, **typed(ALL))
    assert not Answer.objects.exists()


def test_the_person_begins_and_ends_nothing_alone(case, kerstin, on_own_page):
    begun = actions.begin(case, occasion="start", asks_person=True, by=kerstin)
    person = case.person.public_id
    assert send(on_own_page, "situation:begin", person, occasion="end").status_code == 403
    answer = send(on_own_page, "situation:drop", begun.public_id, seen_version="1")
    assert answer.status_code == 403
    assert Assessment.objects.get().pk == begun.pk


def test_a_late_answer_from_the_phone_does_not_overwrite_the_talk(case, kerstin, on_own_page):
    begun = actions.begin(case, occasion="between", chosen=THREE, asks_person=True, by=kerstin)
    voices = {"person": {"work": actions.Said(5)}}
    actions.go_through(begun, voices=voices, finished=False, seen_version=1, by=kerstin)
    answer = send(
        on_own_page, "situation:assessment", begun.public_id, **typed(THREE, coordinator="")
    )
    assert answer.context["form"].differences
    assert Answer.objects.get().value == 5


def test_colleagues_without_reach_neither_read_nor_answer(cast, act_as, case, kerstin):
    begun = actions.begin(case, occasion="start", by=kerstin)
    colleague = act_as(cast.bjorn)
    assert look(colleague, "situation:assessment", begun.public_id).status_code in (403, 404)
    assert look(colleague, "situation:areas", case.person.public_id).status_code == 403
    with pytest.raises(RefusedError):
        actions.begin(case, occasion="start", by=cast.by(cast.bjorn))


def test_my_day_says_who_has_answered_who_has_not_and_who_it_is_time_for(
    cast, case, kerstin, on_own_page, monkeypatch
):
    begun = actions.begin(case, occasion="between", chosen=THREE, asks_person=True, by=kerstin)
    assert "Fick frågorna" in str(reasons(kerstin, WAITING)[0])
    answers = typed(THREE, coordinator="")
    send(on_own_page, "situation:assessment", begun.public_id, **answers)
    assert any("Har svarat" in why for why in reasons(kerstin, TODAY))
    begun.refresh_from_db()
    said = {item: actions.Said(2) for item in THREE}
    actions.go_through(
        begun, voices={"coordinator": said}, finished=True, seen_version=2, by=kerstin
    )
    assert not any("senast igenom" in why for why in reasons(kerstin, TODAY))
    later = clock.today() + timedelta(days=91)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert any("senast igenom" in why for why in reasons(kerstin, TODAY))


def reasons(actor, bucket):
    lines = day(actor).buckets[bucket]
    return [str(why) for line in lines for why in (line.why, *line.others)]


def test_what_is_under_way_ends_with_the_case(cast, act_as, case, kerstin):
    begun = actions.begin(case, occasion="end", by=kerstin)
    said = {"person": {"work": actions.Said(4)}}
    actions.go_through(begun, voices=said, finished=False, seen_version=1, by=kerstin)
    facts = cases.ExitFacts(
        reason="job", occupation_after="work", verified_how="employer", note="Anställd"
    )
    cases.end(case, facts=facts, seen_version=case.version, by=kerstin)
    begun.refresh_from_db()
    assert (begun.taken_on, begun.ended_on) == (None, clock.today())
    client = act_as(cast.kerstin)
    assert "inte klart" in body(client, "situation:areas", case.person.public_id)
    page = body(client, "situation:assessment", begun.public_id)
    assert "4 · Fungerar bra" in page
    assert "Det var inte klart när ärendet avslutades" in page


def test_the_page_of_all_areas_asks_as_much_however_often_they_were_gone_through(
    cast, act_as, case, kerstin
):
    client, person = act_as(cast.kerstin), case.person.public_id

    def look_at_it():
        assert look(client, "situation:areas", person).status_code == 200

    gone_through(case, kerstin)
    few = queries_of(look_at_it)
    for _time in range(4):
        gone_through(case, kerstin, occasion="between", chosen=THREE)
    assert queries_of(look_at_it) == few


def test_of_two_who_answer_at_once_one_is_told(case, kerstin):
    actions.begin(case, occasion="between", chosen=THREE, by=kerstin)
    one, other = (queries.assessments_of(case.person, by=kerstin).get() for _copy in range(2))
    voices = {"person": {"work": actions.Said(1)}}
    actions.go_through(one, voices=voices, finished=False, seen_version=1, by=kerstin)
    with pytest.raises(StaleVersionError):
        actions.go_through(other, voices=voices, finished=False, seen_version=1, by=kerstin)


def test_a_few_words_without_a_step_are_not_lost(cast, act_as, case):
    client = act_as(cast.kerstin)
    send(client, "situation:begin", case.person.public_id, occasion="start")
    found = Assessment.objects.get()
    words = {"person_health_words": "Sover dåligt", "later": "1", "seen_version": "1"}
    answer = send(client, "situation:assessment", found.public_id, **words)
    assert set(faults(answer)) == {"person_health"}
    assert answer.context["form"]["person_health_words"].value() == "Sover dåligt"


def test_what_is_taken_away_is_looked_at_first_and_never_answers_unseen(
    cast, act_as, case, kerstin, on_own_page
):
    client = act_as(cast.kerstin)
    begun = actions.begin(case, occasion="between", chosen=THREE, asks_person=True, by=kerstin)
    assert "Ingen har svarat" in body(client, "situation:drop", begun.public_id)
    send(on_own_page, "situation:assessment", begun.public_id, **typed(THREE, coordinator=""))
    unseen = send(client, "situation:drop", begun.public_id, seen_version="1")
    assert unseen.status_code == 200
    assert Answer.objects.count() == 3
    assert "Personen har svarat" in body(client, "situation:drop", begun.public_id)
    send(client, "situation:drop", begun.public_id, seen_version="2")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.CONTACT_AGENT])
def test_who_meets_nobody_answers_for_nobody(cast, case, role):
    """Registering gives full reach for a day, and an officer may hold another role."""
    account = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut", by=cast.system
    )
    accounts.give_role(cast.unit, account=account, role=role, starts=FIRST_DAY, by=cast.system)
    people.grant(case.person, account_id=account.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    with pytest.raises(RefusedError):
        actions.begin(case, occasion="start", by=cast.by(account))


def test_reach_for_an_urgent_need_takes_nothing_away(cast, case, kerstin):
    begun = actions.begin(case, occasion="start", by=kerstin)
    bjorn = cast.by(cast.bjorn)
    people.open_urgently(case.person, reason="Akut möte med familjen i dag", by=bjorn)
    with pytest.raises(RefusedError):
        actions.drop(begun, seen_version=1, by=bjorn)


def test_nothing_is_begun_or_answered_when_the_case_has_ended(cast, case, kerstin, on_own_page):
    before = queries_case(case)
    begun = actions.begin(case, occasion="start", asks_person=True, by=kerstin)
    facts = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=facts, seen_version=case.version, by=kerstin)
    with pytest.raises(NotAllowedNowError, match="avslutat"):
        actions.begin(before, occasion="start", by=cast.system)
    page = body(on_own_page, "situation:assessment", begun.public_id)
    assert "inte klart när ärendet avslutades" in page
    send(on_own_page, "situation:assessment", begun.public_id, **typed(ALL))
    assert not Answer.objects.exists()


def queries_case(case):
    """The case as a page had it that was opened before."""
    return type(case).objects.select_related("person").get(pk=case.pk)


def test_a_row_that_is_gone_meanwhile_is_told_and_no_server_error(case, kerstin):
    actions.begin(case, occasion="between", chosen=THREE, by=kerstin)
    one, other = (queries.assessments_of(case.person, by=kerstin).get() for _copy in range(2))
    actions.drop(one, seen_version=1, by=kerstin)
    with pytest.raises(NotAllowedNowError, match="under tiden"):
        actions.go_through(other, voices={}, finished=False, seen_version=1, by=kerstin)


def test_the_exit_asks_for_the_end_of_those_who_began(case, kerstin):
    def left():
        return [one.url for one in reading.exit_blockers(case, by=kerstin)]

    assert left() == []
    gone_through(case, kerstin)
    assert left() == [f"/situation/{case.person.public_id}/areas/begin/?occasion=end"]
    gone_through(case, kerstin, occasion="end")
    assert left() == []
