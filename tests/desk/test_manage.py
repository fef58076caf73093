from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Grant, Ground, Protection
from stegvis.core import clock
from stegvis.desk.manage import caseloads, home, views
from tests.desk import story


@pytest.fixture
def unit(client, cast):
    """One of the manager's pages as text, at a number of days from now."""

    def get(address="/manage/", *, days=0):
        with clock.set_to(clock.now() + timedelta(days=days)):
            client.force_login(cast.maria)
            return client.get(address).content.decode()

    return get


def test_a_manager_begins_with_the_unit(client, cast):
    client.force_login(cast.maria)
    assert client.get("/").url == "/manage/"
    assert "Min dag" in client.get("/day/?bucket=mine").content.decode()


def test_the_queue_is_there_with_its_days(cast, unit):
    cases.refer(cast.person(), unit=cast.unit, facts=story.FACTS, by=cast.system)
    text = unit(days=20)
    assert "Amina Warsame" in text
    assert '<span class="why">20 d</span>' in text


def test_loads_are_counted_and_weighed(cast, unit):
    story.taken(cast)
    case = story.taken(cast, "Johan", "Ek")
    story.step(cast, story.planned(cast, case), kind="job")
    text = unit()
    row = text[text.index("Kerstin Norling") :]
    assert '<td class="number">2</td>' in row
    assert "<span>2</span>" in row  # 1.5 for the new one and 0.5 for the one at work


def test_who_stands_still_is_there_with_the_days(cast, unit):
    story.met(cast, story.taken(cast))
    assert "30 d" in unit(days=30)
    assert "Amina Warsame" in unit("/manage/cases/?still=1", days=30)
    assert "Inget ärende passar" in unit("/manage/cases/?still=1")


def test_a_case_that_ends_while_the_page_is_made_is_left_out(cast, monkeypatch):
    amina, johan = story.taken(cast), story.taken(cast, "Johan", "Ek")
    by, ask = cast.by(cast.maria), queries.standings

    def asked_once_johan_has_left(actor, persons):
        cases.end(johan, facts=story.EXIT, seen_version=johan.version, by=cast.by(cast.kerstin))
        return ask(actor, persons)

    monkeypatch.setattr(queries, "standings", asked_once_johan_has_left)
    stands = caseloads.standings(by, queries.unit_cases(by), queries.persons_of_unit(by))
    assert [one.case_id for one in stands] == [amina.pk]


def test_cases_are_filtered_by_coordinator_and_phase(cast, unit):
    story.taken(cast)
    johan = story.taken(cast, "Johan", "Ek")
    cases.assign(johan, coordinator=cast.bjorn, seen_version=johan.version, by=cast.by(cast.maria))
    text = unit(f"/manage/cases/?coordinator={cast.bjorn.public_id}&phase=1")
    assert "Johan Ek" in text
    assert "Amina Warsame" not in text
    assert "Inget ärende passar" in unit("/manage/cases/?phase=8")


def test_a_protected_person_is_no_name_in_the_units_list(cast, unit):
    case = story.taken(cast)
    people.set_protection(
        case.person, level=Protection.STRICT, officers=[cast.maria], reason="x", by=cast.system
    )
    text = unit("/manage/cases/")
    assert "Skyddat ärende" in text
    assert "Warsame" not in text


@pytest.mark.parametrize(
    "address",
    ["/manage/", "/manage/board/", "/manage/cases/", "/cases/queue/", "/cases/follow-ups/"],
)
def test_every_page_of_figures_says_whom_it_leaves_out(unit, address):
    assert "Skyddade ärenden är inte medräknade" in unit(address)


def test_an_urgent_opening_is_reviewed_with_a_press(client, cast, unit):
    case = story.taken(cast)
    people.open_urgently(case.person, reason="Hon har ramlat på praktiken", by=cast.by(cast.bjorn))
    text = unit()
    assert "Hon har ramlat på praktiken" in text
    opening = Grant.objects.get(ground=Ground.URGENT)
    answer = client.post("/manage/openings/reviewed/", {"key": "k", "opening": opening.pk})
    assert answer.url == "/manage/"
    opening.refresh_from_db()
    assert opening.reviewed_at is not None
    assert "Hon har ramlat" not in unit()


def test_somebody_whom_the_manager_does_not_reach_has_no_name_there(cast, unit):
    person = cast.person()
    people.open_urgently(person, reason="Hon har ramlat på praktiken", by=cast.by(cast.bjorn))
    text = unit()
    assert "Hon har ramlat på praktiken" in text
    assert "Skyddad, eller utanför det du kommer åt" in text
    assert "Warsame" not in text


def test_an_opening_of_another_unit_is_not_there_to_review(client, cast):
    client.force_login(cast.maria)
    answer = client.post("/manage/openings/reviewed/", {"key": "k", "opening": 4711})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["kerstin", "admin"])
@pytest.mark.parametrize(
    "address", ["/manage/", "/manage/cases/", "/manage/log/", "/manage/log/2026/1/"]
)
def test_others_are_told_that_their_role_does_not_hold_the_page(client, cast, who, address):
    story.taken(cast)
    client.force_login(getattr(cast, who))
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Warsame" not in answer.content.decode()


def test_the_administrator_sees_staff_and_no_person(client, cast):
    story.taken(cast)
    client.force_login(cast.admin)
    assert client.get("/").url == "/manage/administration/"
    text = client.get("/manage/administration/").content.decode()
    assert "kerstin@example.org" in text
    assert "Warsame" not in text
    assert "stig@example.org" not in text


@pytest.mark.parametrize("address", ["/manage/", "/manage/cases/"])
def test_more_cases_take_no_more_queries(client, cast, address):
    client.force_login(cast.maria)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    story.step(cast, story.planned(cast, story.taken(cast)))
    cases.refer(cast.person("Väntande"), unit=cast.unit, facts=story.FACTS, by=cast.system)
    few = queries()
    for number in range(6):
        story.step(cast, story.planned(cast, story.taken(cast, f"Person{number}")))
        cases.refer(
            cast.person(f"Köande{number}"), unit=cast.unit, facts=story.FACTS, by=cast.system
        )
    assert queries() == few
    assert few < 44


def test_a_units_cases_are_turned_page_by_page_with_and_without_filters(cast, unit, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 2)
    for number in range(5):
        story.taken(cast, "Amina", f"Nummer{number}")
    for filtered in ("", "&phase=1", f"&coordinator={cast.kerstin.public_id}"):
        first, last = (unit(f"/manage/cases/?page={n}{filtered}") for n in (1, 3))
        assert "5 av 5" in first
        assert ("Nummer0" in first, "Nummer4" in first) == (True, False)
        assert ("Nummer0" in last, "Nummer4" in last) == (False, True)


def test_the_units_page_shows_the_head_of_a_long_queue_and_counts_the_rest(cast, unit, monkeypatch):
    monkeypatch.setattr(home, "QUEUE_SHOWN", 2)
    for number in range(4):
        facts = replace(story.FACTS, received_on=clock.days_from_today(number - 9))
        cases.refer(
            cast.person("Q", f"Nummer{number}"), unit=cast.unit, facts=facts, by=cast.system
        )
    text = unit()
    assert "4 väntar" in text
    assert ("Nummer1" in text, "Nummer2" in text) == (True, False)
