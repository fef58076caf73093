"""Whoever's time is up is listed; erasing takes two steps, and stops at what is under way."""

import re
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import retention
from stegvis.casework.people import actions
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.people.queries import disposal
from stegvis.cli.main import app
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent, Erasure
from tests.casework.pages import faults, look, queries_of, send
from tests.casework.test_the_way import EXIT, taken

REASON = "Gallringsfristen har gått ut"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def ended(cast):
    """Amina, whose case in Maria's unit ended today."""
    case = taken(cast)
    by = cast.by(cast.kerstin)
    return cases.end(case, facts=EXIT, seen_version=case.version, by=by).person


def later(years, days=2):
    """The moment so long from now."""
    return clock.set_to(clock.now() + timedelta(days=365.25 * years + days))


def test_the_manager_sees_whose_time_is_up_and_erases_in_two_steps(cast, act_as, ended):
    with later(5):
        client = act_as(cast.maria)
        assert client.get(f"/person/{ended.public_id}/").status_code == 403
        here = f"/people/{ended.public_id}/erase/"
        assert here in look(client, "manage:home").content.decode()
        assert "Amina" in client.get(here).content.decode()
        first = send(client, "people:erase", ended.public_id, reason=REASON)
        assert first.status_code == 200
        assert REASON in first.content.decode()
        assert Person.objects.exists()
        answer = send(client, "people:erase", ended.public_id, reason=REASON, sure="on")
        assert answer.status_code == 302
    assert not Person.objects.exists()
    assert Erasure.objects.get().reason == REASON


def test_pressing_next_sends_what_the_page_holds_and_erases_nobody(cast, act_as, ended):
    with later(5):
        client = act_as(cast.maria)
        page = look(client, "people:erase", ended.public_id).content.decode().split("<main")[1]
        held = dict.fromkeys(re.findall(r'name="(\w+)"', page), "")
        key = re.search(r'name="key" value="([^"]+)"', page)
        assert key
        answer = send(
            client, "people:erase", ended.public_id, **{**held, "key": key[1], "reason": REASON}
        )
    assert answer.status_code == 200
    assert Person.objects.exists()


def test_the_page_leads_back_to_the_unit_or_to_the_person(cast, act_as, ended):
    client = act_as(cast.maria)
    with later(5):
        crumbs = _crumbs(client, ended)
        assert 'href="/"' in crumbs
        assert "Enheten" in crumbs
    siri = taken(cast).person
    assert f"/person/{siri.public_id}/" in _crumbs(client, siri)


def _crumbs(client, person):
    page = look(client, "people:erase", person.public_id).content.decode()
    return page.split('class="crumbs"')[1].split("</nav>")[0]


def test_nobody_is_listed_before_their_time(cast, ended):
    for years, due in ((4.9, []), (5, [ended])):
        with later(years):
            assert list(disposal.due(cast.by(cast.maria))) == due


def test_the_list_takes_as_many_queries_for_many_as_for_few(cast, ended):
    by = cast.by(cast.maria)
    with later(6):
        few = queries_of(lambda: list(disposal.due(by)))
    for _number in range(4):
        case = taken(cast)
        cases.end(case, facts=EXIT, seen_version=case.version, by=cast.by(cast.kerstin))
    with later(6):
        assert queries_of(lambda: list(disposal.due(by))) == few
        assert len(disposal.due(by)) == 5


def test_what_was_written_later_counts(cast, ended):
    with later(3):
        cases.refer(
            ended,
            unit=cast.unit,
            facts=cases.ReferralFacts(
                source="social_services",
                reason="Vill arbeta",
                disclosure_ground="consent",
                received_on=clock.today(),
            ),
            by=cast.system,
        )
    with later(6):
        assert list(disposal.due(cast.by(cast.maria))) == []


def test_norway_has_no_time_of_its_own(cast):
    assert set(retention.RETENTION) == {"SE"}


def test_a_protected_person_is_not_listed_for_a_manager_who_is_no_officer(cast, act_as, ended):
    actions.set_protection(
        ended, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    with later(6):
        assert list(disposal.due(cast.by(cast.maria))) == []
        assert look(act_as(cast.maria), "people:erase", ended.public_id).status_code == 404


def test_an_open_case_stops_it_and_is_named(cast, act_as):
    person = taken(cast).person
    client = act_as(cast.maria)
    page = look(client, "people:erase", person.public_id).content.decode()
    assert "öppet ärende" in page
    send(client, "people:erase", person.public_id, reason=REASON, sure="on")
    assert Person.objects.exists()


def test_the_reason_is_asked_for(cast, act_as, ended):
    answer = send(act_as(cast.maria), "people:erase", ended.public_id, reason="kort")
    assert list(faults(answer)) == ["reason"]
    assert Person.objects.exists()


def test_a_coordinator_does_not_erase(cast, act_as, ended):
    client = act_as(cast.kerstin)
    assert look(client, "people:erase", ended.public_id).status_code == 403
    send(client, "people:erase", ended.public_id, reason=REASON, sure="on")
    assert Person.objects.exists()


def run(*words):
    """The command, with nobody to ask."""
    return CliRunner().invoke(app, ["erase", *words])


def test_the_command_says_who_and_erases_at_a_word(cast, ended):
    asked = run(ended.public_id, "--reason", REASON)
    assert (asked.exit_code, Person.objects.count()) == (2, 1)
    assert "Amina Warsame" in asked.stdout
    done = run(ended.public_id, "--reason", REASON, "--yes")
    assert done.exit_code == 0, done.output
    assert not Person.objects.exists()
    assert AuditEvent.objects.filter(verb="people.person.erased", person_id=ended.pk).exists()


def test_the_command_stops_at_an_open_case_and_at_an_unknown_id(cast):
    person = taken(cast).person
    stopped = run(person.public_id, "--reason", REASON, "--yes")
    assert (stopped.exit_code, Person.objects.count()) == (1, 1)
    assert "open case" in stopped.output
    assert run("zzzzzzzz", "--yes").exit_code == 2
