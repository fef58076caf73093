"""When work in a unit ends, so does the reach; no case is left without a coordinator."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries
from stegvis.casework.people import actions as people
from stegvis.casework.people.queries import decide, reaches, visible_to
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.refusals import NotAllowedNowError
from tests.desk import story


@pytest.fixture
def elsewhere(cast):
    """A second unit, in which Kerstin coordinates too."""
    unit = cast.another_unit()
    accounts.give_role(
        unit, account=cast.kerstin, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    return unit


def leave(cast):
    membership = cast.kerstin.memberships.get(unit=cast.unit)
    accounts.end_role(membership, ends=clock.days_from_today(-1), by=cast.by(cast.admin))
    return actor_for(cast.kerstin)


def test_the_reach_of_a_coordinator_ends_with_the_role(cast):
    person = story.taken(cast).person
    assert reaches(person, by=cast.by(cast.kerstin))
    gone = leave(cast)
    assert not reaches(person, by=gone)
    assert not visible_to(gone).exists()


def test_it_ends_too_for_somebody_who_goes_on_in_another_unit(cast, elsewhere):
    person = story.taken(cast).person
    there = leave(cast)
    assert there.unit_id == elsewhere.pk
    assert not reaches(person, by=there, compartment="journal")
    assert not visible_to(there).exists()


def test_a_former_coordinator_reads_on_only_while_working_in_the_unit(cast, elsewhere):
    case = story.taken(cast)
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    assert reaches(case.person, by=cast.by(cast.kerstin), compartment="journal")
    assert not reaches(case.person, by=leave(cast), compartment="journal")


def test_the_case_is_to_be_handed_over_until_somebody_has_it(cast):
    case, maria = story.taken(cast), cast.by(cast.maria)
    assert not queries.to_hand_over(maria).exists()
    leave(cast)
    assert list(queries.to_hand_over(maria)) == [case]
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=maria)
    assert not queries.to_hand_over(maria).exists()


EXIT = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


def test_what_is_left_to_ask_after_an_exit_is_the_managers_until_somebody_has_it(cast, act_as):
    case, bjorn = story.taken(cast), cast.by(cast.bjorn)
    case = cases.end(case, facts=EXIT, seen_version=case.version, by=cast.by(cast.kerstin))
    with clock.set_to(clock.now() + timedelta(days=40)):
        maria = cast.by(cast.maria)
        assert not queries.follow_ups_due(maria).exists()
        leave(cast)
        (row,) = queries.follow_ups_due(maria)
        page = f"/cases/follow-up/{row.public_id}/"
        assert "Någon annan som frågar?" in act_as(cast.maria).get(page).content.decode()
        cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=maria)
        assert list(queries.follow_ups_due(bjorn)) == [row]
        assert not queries.follow_ups_due(maria).exists()
    with clock.set_to(clock.now() + timedelta(days=500)):
        assert not reaches(case.person, by=bjorn)


def test_an_ended_case_with_nothing_left_to_ask_goes_to_nobody(cast):
    case, by = story.taken(cast), cast.by(cast.kerstin)
    case = cases.end(case, facts=EXIT, seen_version=case.version, by=by)
    with clock.set_to(clock.now() + timedelta(days=366)):
        for row in case.follow_ups.all():
            heard = cases.Heard("declined")
            cases.follow_up(row, heard=heard, seen_version=row.version, by=by)
        with pytest.raises(NotAllowedNowError):
            cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=by)


def test_a_role_that_runs_out_by_itself_leaves_the_case_to_be_handed_over(cast):
    case = story.taken(cast)
    membership = cast.kerstin.memberships.get(unit=cast.unit)
    accounts.end_role(membership, ends=clock.days_from_today(10), by=cast.by(cast.admin))
    assert not queries.to_hand_over(cast.by(cast.maria)).exists()
    with clock.set_to(clock.now() + timedelta(days=12)):
        assert list(queries.to_hand_over(cast.by(cast.maria))) == [case]


def test_the_manager_meets_it_on_the_units_page(cast, client):
    story.taken(cast)
    leave(cast)
    client.force_login(cast.maria)
    text = client.get("/manage/").content.decode()
    assert "Att lämna över" in text


class TestAPersonWhoWorksHere:
    @pytest.fixture
    def bjorn(self, cast):
        """Björn, registered and met by Kerstin's unit."""
        return story.taken(cast, "Björn", "Ask").person

    def say(self, cast, person, officers):
        people.name_colleague(person, account=cast.bjorn, officers=officers, by=cast.by(cast.maria))

    def test_is_open_to_the_named_only(self, cast, bjorn):
        self.say(cast, bjorn, [cast.kerstin])
        assert reaches(bjorn, by=cast.by(cast.kerstin))
        assert decide(bjorn, by=cast.by(cast.maria)).code == "colleague"
        assert not visible_to(cast.by(cast.maria)).filter(pk=bjorn.pk).exists()

    def test_never_opens_the_own_file_nor_the_familys(self, cast, bjorn):
        lisa = story.taken(cast, "Lisa", "Ask").person
        people.link_household(bjorn, other=lisa, kind="partner", by=cast.by(cast.maria))
        self.say(cast, bjorn, [cast.kerstin])
        assert decide(bjorn, by=cast.by(cast.bjorn)).code == "own_record"
        assert decide(lisa, by=cast.by(cast.bjorn)).code == "own_household"

    def test_needs_somebody_else_who_takes_it(self, cast, bjorn):
        for officers in ([], [cast.bjorn]):
            with pytest.raises(NotAllowedNowError):
                self.say(cast, bjorn, officers)

    def test_is_said_on_a_page_that_an_administrator_never_sees(self, cast, bjorn, client):
        address = f"/people/{bjorn.public_id}/colleague/"
        client.force_login(cast.admin)
        assert client.get(address).status_code == 404
        client.force_login(cast.kerstin)
        assert client.get(address).status_code == 403
        client.force_login(cast.maria)
        form = client.get(address).context["form"]
        sent = {
            "key": form["key"].value(),
            "seen_version": form["seen_version"].value(),
            "account": cast.bjorn.public_id,
            "officers": [cast.kerstin.public_id],
        }
        assert client.post(address, sent).status_code == 302
        bjorn.refresh_from_db()
        assert bjorn.staff_account == cast.bjorn
        assert client.get(address).status_code == 403
