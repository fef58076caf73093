"""Cover that ends by itself, introduction, supervision, and a fairer split."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import loads
from stegvis.casework.people import actions as people
from stegvis.casework.people.queries import reaches, works_with
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.desk.manage import actions, caseloads, conditions, fair_split
from stegvis.desk.manage.models import Supervision
from tests.desk import story


@pytest.fixture
def amina(cast):
    """Kerstin's."""
    return story.taken(cast).person


@pytest.fixture
def cover(cast):
    """`cover(first, last)`: Björn stands in for Kerstin, by days from today."""

    def arrange(first=0, last=7, **more):
        facts = {"away": cast.kerstin, "stand_in": cast.bjorn} | more
        days = {"starts_on": clock.days_from_today(first), "ends_on": clock.days_from_today(last)}
        return actions.arrange_cover(cast.unit, **facts, **days, by=cast.by(cast.maria))

    return arrange


def in_days(number):
    return clock.set_to(clock.now() + timedelta(days=number))


def test_standing_in_is_reading_from_the_first_day_to_the_last(cast, amina, cover):
    by = cast.by(cast.bjorn)
    cover(2, 5)
    seen = []
    for day in (0, 2, 5, 6):
        with in_days(day):
            seen.append(reaches(amina, by=by, compartment="journal"))
    assert seen == [False, True, True, False]


def test_standing_in_changes_nothing(cast, amina, cover):
    cover()
    assert not works_with(amina, by=cast.by(cast.bjorn), compartment="plan")


def test_reading_ends_at_once_when_the_colleague_is_back(cast, amina, cover):
    actions.end_cover(cover(), by=cast.by(cast.maria))
    assert not reaches(amina, by=cast.by(cast.bjorn))


def test_what_has_ended_today_is_not_there_to_be_completed(client, cast, amina, cover):
    row = cover()
    actions.end_cover(row, by=cast.by(cast.maria))
    client.force_login(cast.maria)
    address = f"/manage/staff/cover/{row.public_id}/"
    assert client.post(address, {"key": "k"}).status_code == 404
    assert not reaches(amina, by=cast.by(cast.bjorn))
    assert not conditions.covering_for(cast.by(cast.bjorn))


def test_what_the_one_who_is_away_had_planned_stands_on_the_stand_ins_day(
    client, cast, amina, cover
):
    client.force_login(cast.bjorn)
    planned = "Planerat av Kerstin Norling, som är borta"
    with in_days(9):
        assert planned not in client.get("/").content.decode()
        cover()
        page = client.get("/").content.decode()
        assert planned in page
        assert "Warsame" in page
    with in_days(20):
        assert planned not in client.get("/").content.decode()


def test_nobody_stands_in_who_is_away_or_stands_in_already(cast, amina, cover):
    cover()
    for facts in ({}, {"away": cast.bjorn, "stand_in": cast.kerstin}):
        with pytest.raises(NotAllowedNowError) as refused:
            cover(7, 9, **facts)
        assert refused.value.field == "stand_in"
    assert cover(8, 9)


def test_a_case_given_during_the_absence_is_covered_on_a_press(client, cast, amina, cover):
    row = cover()
    johan = story.taken(cast, "Johan", "Ek").person
    assert not reaches(johan, by=cast.by(cast.bjorn))
    client.force_login(cast.maria)
    client.post(f"/manage/staff/cover/{row.public_id}/", {"key": "k"})
    assert reaches(johan, by=cast.by(cast.bjorn))
    assert "1 ärende till har fått ersättare" in client.get("/manage/staff/").content.decode()


def test_family_of_the_stand_in_is_left_out_and_that_is_told(client, cast, amina):
    facts = people.NewPerson(
        given_name="Björn", family_name="Ask", no_number_reason="waiting",
        staff_account=cast.bjorn, officers=(cast.kerstin,),
    )  # fmt: skip
    own = people.register(cast.unit, facts=facts, by=cast.system)
    people.link_household(amina, other=own, kind="household", by=cast.system)
    client.force_login(cast.maria)
    typed = {
        "key": "k", "away": cast.kerstin.public_id, "stand_in": cast.bjorn.public_id,
        "starts_on": clock.today().isoformat(), "ends_on": clock.days_from_today(7).isoformat(),
    }  # fmt: skip
    for _time in range(2):
        client.post("/manage/staff/cover/", typed)
    assert conditions.covers(cast.by(cast.maria)).count() == 1
    assert not reaches(amina, by=cast.by(cast.bjorn))
    assert "1 ärende tas inte med" in client.get("/manage/staff/").content.decode()


@pytest.mark.parametrize(("first", "last"), [(3, 1), (-5, -1), (0, 400)])
def test_a_time_that_cannot_be_is_told_at_its_field(cover, first, last):
    with pytest.raises(NotAllowedNowError) as fault:
        cover(first, last)
    assert fault.value.field == "ends_on"


def test_nobody_stands_in_for_themselves_nor_from_elsewhere(cast, cover):
    for stand_in in (cast.kerstin, cast.admin):
        with pytest.raises(NotAllowedNowError) as fault:
            cover(stand_in=stand_in)
        assert fault.value.field == "stand_in"


def test_only_the_manager_arranges(cast):
    with pytest.raises(RefusedError):
        actions.plan_supervision(
            cast.unit, kind="group", on=clock.today(), account=None, by=cast.by(cast.kerstin)
        )


def test_an_introduction_is_noted_step_by_step(client, cast):
    client.force_login(cast.maria)
    address = f"/manage/staff/{cast.bjorn.public_id}/introduction/"
    for key, steps in (("a", ["secrecy", "log"]), ("b", ["log", "systems", "house"])):
        client.post(address, {"key": key, "steps": steps})
    assert "3 av 9" in client.get("/manage/staff/").content.decode()


def test_supervision_is_planned_for_all_held_and_remembered(client, cast):
    client.force_login(cast.maria)
    typed = {"key": "s", "kind": "group", "on": clock.today().isoformat(), "account": ""}
    client.post("/manage/staff/supervision/", typed)
    row = Supervision.objects.get()
    client.post(f"/manage/staff/supervision/{row.public_id}/held/", {"key": "h"})
    colleagues = conditions.colleagues(cast.by(cast.maria))
    assert {one.last_supervision for one in colleagues} == {clock.today()}


def test_a_fairer_split_moves_the_latest_from_the_heaviest_and_shows_its_sum(cast):
    for number in range(5):
        story.taken(cast, f"Person{number}")
    by = cast.by(cast.maria)
    rows = caseloads.cases.unit_cases(by)
    stands = caseloads.standings(by, rows, caseloads.cases.persons_of_unit(by))
    moves = fair_split.moves(by, stands, caseloads.caseloads(by, stands))
    assert [(m.giver_before, m.giver_after, m.taker_before, m.taker_after) for m in moves] == [
        (7.5, 6.0, 0, 1.5), (6.0, 4.5, 1.5, 3.0),
    ]  # fmt: skip
    assert {(move.giver, move.taker) for move in moves} == {(cast.kerstin, cast.bjorn)}


def test_a_split_that_is_fair_enough_is_left_alone(client, cast, amina):
    client.force_login(cast.maria)
    assert "En jämnare fördelning" not in client.get("/manage/").content.decode()


def test_nobody_is_proposed_to_somebody_who_is_away(cast, amina, cover):
    """Björn has no case, and Kerstin one."""
    by = cast.by(cast.maria)
    assert loads.loads(by)[0].account == cast.bjorn
    cover(away=cast.bjorn, stand_in=cast.kerstin)
    first, *others = loads.loads(by)
    assert first.account == cast.kerstin
    away = next(load for load in others if load.account == cast.bjorn)
    assert "borta till" in away.in_words, "he may still be chosen"


def test_a_fairer_split_gives_nobody_to_somebody_who_is_away(cast, cover):
    for number in range(5):
        story.taken(cast, f"Person{number}")
    cover(away=cast.bjorn, stand_in=cast.kerstin)
    by = cast.by(cast.maria)
    rows = caseloads.cases.unit_cases(by)
    stands = caseloads.standings(by, rows, caseloads.cases.persons_of_unit(by))
    assert fair_split.moves(by, stands, caseloads.caseloads(by, stands)) == []
