"""Rounds with an authority's own instrument, beside the areas of life."""

from datetime import date, timedelta

import pytest

from stegvis.casework.cases import queries as reading
from stegvis.casework.situation import actions, desk_rows, queries
from stegvis.casework.situation.models import Answer, Assessment
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.desk.myday.queries import TODAY, day
from tests.casework.brought import KEY, bring, told
from tests.casework.pages import look, queries_of, send
from tests.casework.test_plan_pages import body, taken
from tests.desk import story

BOTH = ("tasks", "breaks")


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


@pytest.fixture
def kerstin(cast):
    return cast.by(cast.kerstin)


@pytest.fixture
def brought(cast):
    return bring(cast.tenant, by=cast.by(cast.admin))


def begin(case, by, **more):
    return actions.begin(case, occasion="start", instrument=KEY, by=by, **more)


def gone_through(case, by, *, step=2):
    begun = begin(case, by)
    said = {item: actions.Said(step) for item in begun.items}
    voices = dict.fromkeys(begun.definition.respondents, said)
    return actions.go_through(begun, voices=voices, finished=True, seen_version=1, by=by)


def typed(*voices, step="3", **more):
    said = {f"{voice}_{item}": step for voice in voices for item in BOTH}
    return {**said, "seen_version": "1", **more}


def test_where_there_is_no_other_nothing_is_to_be_chosen(cast, act_as, case):
    assert "En dag på arbetsplatsen" not in body(
        act_as(cast.kerstin), "situation:begin", case.person.public_id
    )


def test_another_instrument_is_chosen_filled_in_by_both_and_drawn(cast, act_as, case, brought):
    client, person = act_as(cast.kerstin), case.person.public_id
    assert f'href="?instrument={KEY}"' in body(client, "situation:begin", person)
    page = client.get(f"/situation/{person}/areas/begin/?instrument={KEY}")
    assert set(page.context["form"].fields) == {"key", "seen_version", "occasion"}
    begun = client.post(page.request["PATH_INFO"] + f"?instrument={KEY}",
                        {"occasion": "start", "key": "first"})  # fmt: skip
    assert begun.status_code == 302
    found = Assessment.objects.get()
    assert (found.instrument, found.instrument_version, found.items) == (KEY, 1, list(BOTH))
    assert "Är det klart vad som ska göras?" in body(
        client, "situation:assessment", found.public_id
    )
    answers = typed("person", "coordinator", person_tasks_words="Mycket nytt")
    send(client, "situation:assessment", found.public_id, **answers)
    assert Answer.objects.count() == 4
    page = body(client, "situation:areas", person)
    assert 'id="moved-a_day_at_work"' in page
    assert "<td>3 · Oftast" in page
    assert "Hur fungerar livet just nu?" in page, "the areas of life are still to be begun"
    assert "3 · Oftast" in body(client, "situation:assessment", found.public_id)


def test_a_round_of_each_may_be_under_way_but_not_two_of_one(case, kerstin, brought):
    begin(case, kerstin)
    actions.begin(case, occasion="start", by=kerstin)
    with pytest.raises(NotAllowedNowError, match="pågår redan"):
        begin(case, kerstin)


@pytest.mark.parametrize("voice", ["person", "coordinator"])
def test_only_those_who_are_to_answer_are_asked(cast, act_as, case, kerstin, voice):
    bring(cast.tenant, by=cast.by(cast.admin), respondents=[voice])
    other = {"person": "coordinator", "coordinator": "person"}[voice]
    client, begun = act_as(cast.kerstin), begin(case, kerstin)
    page = body(client, "situation:assessment", begun.public_id)
    assert f"{voice}_tasks" in page
    assert f"{other}_tasks" not in page
    with pytest.raises(NotAllowedNowError):
        actions.go_through(
            begun,
            voices={other: {"tasks": actions.Said(1)}},
            finished=False,
            seen_version=1,
            by=kerstin,
        )
    begun = Assessment.objects.get()
    send(client, "situation:assessment", begun.public_id, **typed(voice))
    assert set(Answer.objects.values_list("respondent", flat=True)) == {voice}
    assert "steg 3" in body(client, "situation:areas", case.person.public_id)


def test_the_person_is_not_asked_with_one_that_the_coordinator_answers(cast, case, kerstin):
    bring(cast.tenant, by=cast.by(cast.admin), respondents=["coordinator"])
    with pytest.raises(NotAllowedNowError, match="koordinatorn som svarar"):
        begin(case, kerstin, asks_person=True)


def test_the_own_page_asks_everything_that_waits_for_the_person(
    case, kerstin, brought, on_own_page
):
    areas = actions.begin(case, occasion="start", asks_person=True, by=kerstin)
    begun = begin(case, kerstin, asks_person=True)
    page = body(on_own_page, "me:home")
    for one in (areas, begun):
        assert f'href="/situation/areas/{one.public_id}/"' in page
    send(on_own_page, "situation:assessment", begun.public_id, **typed("person"))
    assert set(Answer.objects.values_list("respondent", "value")) == {("person", 3)}
    page = body(on_own_page, "me:home")
    assert f'href="/situation/areas/{begun.public_id}/"' not in page
    assert "Ändra mina svar" in body(on_own_page, "situation:areas", case.person.public_id)


def test_in_between_as_many_are_chosen_as_the_instrument_says(cast, act_as, case):
    bring(cast.tenant, by=cast.by(cast.admin), chosen_between=1)
    kerstin = cast.by(cast.kerstin)
    facts = {"occasion": "between", "instrument": KEY, "by": kerstin}
    with pytest.raises(NotAllowedNowError):
        actions.begin(case, chosen=BOTH, **facts)
    assert actions.begin(case, chosen=["breaks"], **facts).items == ["breaks"]


def test_what_was_answered_is_read_with_the_version_it_was_answered_to(
    cast, act_as, case, kerstin, brought
):
    old = gone_through(case, kerstin, step=2)
    anchors = [{"value": n, "sv": f"Nytt {n}", "nb": f"Nytt {n}", "en": f"New {n}"}
               for n in range(5)]  # fmt: skip
    bring(cast.tenant, by=cast.by(cast.admin), version=2, anchors=anchors)
    gone_through(case, kerstin, step=4)
    client = act_as(cast.kerstin)
    assert "2 · Ibland" in body(client, "situation:assessment", old.public_id)
    strand = queries.strands_of(case.person, by=kerstin)[1]
    assert [point.value for point in strand.progress.lines[0].person] == [4], "another scale"
    page = body(client, "situation:areas", case.person.public_id)
    assert "2 · Ibland" in page
    assert "4 · Nytt 4" in page


def test_a_retired_instrument_is_begun_no_more_but_finished_and_read(
    cast, act_as, case, kerstin, brought
):
    begun, client = begin(case, kerstin), act_as(cast.kerstin)
    actions.retire_instrument(brought, by=cast.by(cast.admin))
    send(client, "situation:assessment", begun.public_id, **typed("person", "coordinator"))
    assert "<td>3 · Oftast" in body(client, "situation:areas", case.person.public_id)
    with pytest.raises(NotAllowedNowError, match="inte längre"):
        begin(case, kerstin)
    address = f"/situation/{case.person.public_id}/areas/begin/?instrument={KEY}"
    assert client.get(address).status_code == 404


def test_my_day_tells_when_its_own_interval_has_passed_and_never_its_name(
    cast, case, kerstin, brought, monkeypatch
):
    gone_through(case, kerstin)

    def told_of():
        lines = day(kerstin).buckets[TODAY]
        return [str(why) for line in lines for why in (line.why, *line.others)]

    start = clock.today()
    for days, is_due in ((30, False), (31, True)):
        later = start + timedelta(days=days)
        monkeypatch.setattr(clock, "today", lambda later=later: later)
        assert any("senast igenom" in why for why in told_of()) == is_due
    assert not any("arbetsplatsen" in why for why in told_of())
    actions.retire_instrument(brought, by=cast.by(cast.admin))
    assert not any("senast igenom" in why for why in told_of())


def test_my_day_says_to_take_up_the_ten_areas_again_and_why(cast, case, kerstin, monkeypatch):
    begun = actions.begin(case, occasion="start", by=kerstin)
    said = dict.fromkeys(begun.items, actions.Said(3))
    voices = {"person": said, "coordinator": said}
    actions.go_through(begun, voices=voices, finished=True, seen_version=1, by=kerstin)
    later = clock.today() + timedelta(days=91)
    monkeypatch.setattr(clock, "today", lambda: later)
    told = [row for row in desk_rows.do_today(kerstin) if row.person == case.person]
    assert [str(row.next_step) for row in told] == [
        "Ta upp de 10 områdena igen: välj 3 tillsammans"
    ]
    (row,) = told
    assert str(row.why).startswith("De 10 områdena gicks senast igenom ")
    assert str(row.why).endswith(": dags igen efter 90 dagar")
    assert (row.due, row.urgent) == (None, False)


AGAIN = "Det var ett tag sedan ni gick igenom hur du har det"


@pytest.mark.usefixtures("brought")
def test_the_own_page_says_that_it_is_time_again_in_one_calm_line(
    cast, act_as, case, kerstin, monkeypatch
):
    gone_through(case, kerstin)
    client = act_as(story.own_account(cast, case.person))
    start = clock.today()

    def on_the_own_page(days):
        monkeypatch.setattr(clock, "today", lambda: start + timedelta(days=days))
        return client.get("/me/").content.decode().count(AGAIN)

    assert [on_the_own_page(days) for days in (30, 31, 200)] == [0, 1, 1]
    assert "arbetsplatsen" not in client.get("/me/").content.decode()
    begin(case, kerstin)
    assert on_the_own_page(200) == 0


def test_the_own_page_is_silent_of_what_the_coordinator_alone_answers(
    cast, act_as, case, kerstin, monkeypatch
):
    bring(cast.tenant, by=cast.by(cast.admin), respondents=["coordinator"])
    gone_through(case, kerstin)
    later = clock.today() + timedelta(days=91)
    monkeypatch.setattr(clock, "today", lambda: later)
    own = act_as(story.own_account(cast, case.person))
    assert AGAIN not in own.get("/me/").content.decode()
    assert [one.instrument for one in queries.due(kerstin)] == [KEY]


def test_a_round_under_way_or_gone_through_since_is_not_due(case, kerstin, brought, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 12))
    gone_through(case, kerstin)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 12))
    assert [one.instrument for one in queries.due(kerstin)] == [KEY]
    begun = begin(case, kerstin)
    assert queries.due(kerstin) == []
    actions.drop(begun, seen_version=1, by=kerstin)
    gone_through(case, kerstin)
    assert queries.due(kerstin) == []


def test_the_exit_names_what_is_under_way_and_still_asks_for_the_areas(case, kerstin, brought):
    started = actions.begin(case, occasion="start", by=kerstin)
    said = dict.fromkeys(started.items, actions.Said(3))
    voices = {"person": said, "coordinator": said}
    actions.go_through(started, voices=voices, finished=True, seen_version=1, by=kerstin)
    begun = begin(case, kerstin)
    assert [one.url for one in reading.exit_blockers(case, by=kerstin)] == [
        f"/situation/areas/{begun.public_id}/",
        f"/situation/{case.person.public_id}/areas/begin/?occasion=end",
    ]


def test_the_timeline_tells_what_was_gone_through(case, kerstin, brought):
    gone_through(case, kerstin)
    labels = [str(entry.label) for entry in desk_rows.timeline(case.person, kerstin)]
    assert "Genomgånget: En dag på arbetsplatsen" in labels


def test_the_page_asks_as_much_however_many_instruments_there_are(cast, act_as, case, kerstin):
    client, administrator = act_as(cast.kerstin), cast.by(cast.admin)

    def look_at_it():
        assert look(client, "situation:areas", case.person.public_id).status_code == 200

    bring(cast.tenant, by=administrator)
    gone_through(case, kerstin)
    few = queries_of(look_at_it)
    for number in range(4):
        key = f"another_{number}"
        actions.accept_instrument(cast.tenant, definition=told(key=key), by=administrator)
        actions.begin(case, occasion="start", instrument=key, by=kerstin)
    assert queries_of(look_at_it) == few
