"""The last leader has left: the manager chooses another, and learns of nobody by it."""

from datetime import timedelta

import pytest

from stegvis.casework.groups import actions
from stegvis.casework.groups.desk_rows import do_today
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as persons
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import current_memberships
from stegvis.core.audit.refusals import NotAllowedNowError
from tests.casework.groups_story import facts, joined, workshop
from tests.cast import FIRST_DAY


def works_here(cast, name):
    first = name.split()[0].lower()
    account = accounts.create_account(
        cast.tenant, email=f"{first}@example.org", name=name, by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role=Role.COORDINATOR, starts=FIRST_DAY, by=cast.system
    )
    return account


@pytest.fixture
def elin(cast):
    return works_here(cast, "Elin Dahl")


@pytest.fixture
def jonas(cast):
    return works_here(cast, "Jonas Falk")


def protect(cast, person, *officers):
    people.set_protection(
        person, level=Protection.STRICT, officers=list(officers), reason="Hot", by=cast.system
    )


@pytest.fixture
def left(cast, elin, jonas):
    """A member whom only Elin and Jonas may know of, in a group whose leader has quit."""
    group = workshop(cast, cast.kerstin)
    member = joined(cast, group)
    joined(cast, group, "Bilal")
    protect(cast, member.person, elin, jonas)
    for role in current_memberships(cast.kerstin):
        accounts.end_role(role, ends=clock.days_from_today(-1), by=cast.system)
    return member


def lead(cast, group, *leaders):
    group.refresh_from_db()
    by = cast.by(cast.maria)
    said = facts(cast, *leaders)
    return actions.change(group, facts=said, seen_version=group.version, by=by)


def told(account, cast):
    return [row.person for row in do_today(cast.by(account))]


@pytest.mark.parametrize("who", ["jonas", "bjorn"])
def test_whomever_the_manager_chooses_the_answer_is_the_same(cast, left, jonas, who):
    chosen = {"jonas": jonas, "bjorn": cast.bjorn}[who]
    group = lead(cast, left.group, chosen)
    assert [leader.account for leader in group.leaders.all()] == [chosen]
    sees = persons.reaches(left.person, by=cast.by(chosen), compartment="groups")
    assert sees == (chosen == jonas)


def test_officers_are_told_that_a_leader_may_not_know_and_nobody_else_is(
    cast, left, elin, jonas, act_as
):
    assert told(elin, cast) == []
    lead(cast, left.group, cast.bjorn)
    assert told(elin, cast) == told(jonas, cast) == [left.person]
    assert told(cast.bjorn, cast) == told(cast.maria, cast) == []
    assert "får inte känna till personen" in act_as(elin).get("/").content.decode()
    protect(cast, left.person, elin, jonas, cast.bjorn)
    assert told(elin, cast) == []
    assert persons.reaches(left.person, by=cast.by(cast.bjorn), compartment="groups")


def test_a_seat_that_was_given_up_is_nothing_to_put_right(cast, left, elin):
    lead(cast, left.group, cast.bjorn)
    with clock.set_to(clock.now() + timedelta(days=1)):
        actions.give_up(left, code="got_job", by=cast.by(elin))
        assert told(elin, cast) == []


def test_while_a_leader_is_at_work_the_manager_who_doesnt_meet_everybody_chooses_none(
    cast, left, jonas
):
    lead(cast, left.group, cast.bjorn)
    with pytest.raises(NotAllowedNowError):
        lead(cast, left.group, cast.bjorn, jonas)
