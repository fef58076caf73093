"""What each board decides on a number's protection spreads; what it follows doesn't."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from stegvis.casework.people import actions, queries
from stegvis.casework.people.actions import registering, shielding
from stegvis.casework.people.models import Person, Protection
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.refusals import StaleVersionError
from stegvis.core.organisations import actions as organisations
from tests.cast import build_cast

KNOWN, MISTYPED = "189001019802", "189001029819"
OPEN, MARKED, STRICT = Protection


def register(cast, unit, number=KNOWN, by=None, **more):
    facts = actions.NewPerson(given_name="Amina", family_name="Warsame", number=number, **more)
    return actions.register(unit, facts=facts, by=by or cast.system)


def protect(cast, person, level, *officers):
    fresh = Person.objects.get(pk=person.pk)
    named = officers or [officer.account for officer in fresh.officers.all()] or [cast.maria]
    actions.set_protection(fresh, level=level, officers=named, reason="x", by=cast.system)


def level_of(person):
    return Person.objects.get(pk=person.pk).protection


@pytest.fixture
def board(cast):
    return cast.another_board()


@pytest.fixture
def third(cast):
    """Registers in a third board; gives back the new record."""
    area = organisations.create_secrecy_area(cast.tenant, name="Kulturnämnden", by=cast.system)
    unit = organisations.create_unit(
        cast.unit.organisation, name="Biblioteket", secrecy_area=area, by=cast.system
    )
    tor = accounts.create_account(cast.tenant, email="tor@example.org", name="Tor", by=cast.system)
    accounts.give_role(
        unit, account=tor, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    return lambda: register(cast, unit, by=cast.by(tor))


@pytest.fixture
def theirs(cast):
    return register(cast, cast.unit, by=cast.by(cast.kerstin))


@pytest.fixture
def ours(cast, board, theirs):
    return register(cast, board[0], by=cast.by(board[1]))


@pytest.fixture
def lifted(cast, theirs, ours):
    """Shut in both by the first board, which has lifted its own since."""
    protect(cast, theirs, STRICT)
    protect(cast, theirs, OPEN)
    assert (level_of(theirs), level_of(ours)) == (OPEN, STRICT)
    return theirs


def test_a_milder_protection_in_one_board_shuts_no_other(cast, ours, lifted):
    protect(cast, ours, MARKED)
    assert (level_of(lifted), level_of(ours)) == (OPEN, MARKED)


def test_new_officers_at_the_same_level_shut_no_other(cast, board, ours, lifted):
    protect(cast, ours, STRICT, board[1])
    assert level_of(lifted) == OPEN


def test_a_board_that_makes_it_stricter_again_shuts_the_others(cast, ours, lifted):
    protect(cast, ours, MARKED)
    protect(cast, ours, STRICT)
    assert level_of(lifted) == STRICT


def test_a_third_board_that_registers_shuts_no_other(cast, third, ours, lifted):
    newest = third()
    assert (level_of(lifted), level_of(newest)) == (OPEN, OPEN)


def test_a_third_board_follows_what_another_has_decided(cast, third, ours, lifted):
    protect(cast, ours, MARKED)
    newest = third()
    assert (level_of(lifted), level_of(newest)) == (OPEN, MARKED)


def mistype(cast, board, **more):
    """A stranger whom the first board protects, and our person under the stranger's number."""
    stranger = register(cast, cast.unit, MISTYPED, by=cast.by(cast.kerstin))
    protect(cast, stranger, STRICT)
    ours = register(cast, board[0], MISTYPED, by=cast.by(board[1]), **more)
    assert level_of(ours) == STRICT
    return ours


def correct(cast, person, number=KNOWN, by=None):
    fresh = Person.objects.get(pk=person.pk)
    actions.give_number(fresh, number=number, seen_version=fresh.version, by=by or cast.system)


def test_a_corrected_number_leaves_a_strangers_protection_behind(cast, board, theirs):
    ours = mistype(cast, board)
    correct(cast, ours)
    assert (level_of(ours), level_of(theirs)) == (OPEN, OPEN)
    assert not ours.officers.exists()
    assert queries.decide(Person.objects.get(pk=ours.pk), by=cast.by(board[1])) is None


def test_who_may_not_decide_on_protection_opens_nothing_with_another_number(cast, board, theirs):
    ours = mistype(cast, board)
    correct(cast, ours, by=cast.by(board[1]))
    assert (level_of(ours), level_of(theirs)) == (STRICT, OPEN)
    assert [officer.account for officer in ours.officers.all()] == [board[1]]


def test_a_corrected_number_keeps_what_the_board_decided_itself(cast, board, theirs):
    ours = mistype(cast, board, protection=MARKED)
    correct(cast, ours)
    assert (level_of(ours), level_of(theirs)) == (MARKED, MARKED)
    assert [officer.account for officer in ours.officers.all()] == [board[1]]


def test_a_corrected_number_follows_the_right_one_without_an_opening_between(cast, board, theirs):
    protect(cast, theirs, MARKED)
    ours = mistype(cast, board)
    correct(cast, ours)
    assert level_of(ours) == MARKED
    assert [officer.account for officer in ours.officers.all()] == [board[1]]


def test_the_same_number_once_more_opens_nothing(cast, ours, lifted):
    correct(cast, ours, KNOWN)
    assert level_of(ours) == STRICT


@pytest.mark.parametrize("read", ["after", "before"])
def test_what_an_erased_record_had_decided_still_counts(cast, third, theirs, ours, read):
    """Also what it decided while somebody had the page of erasing open."""
    page = Person.objects.get(pk=theirs.pk)
    protect(cast, theirs, STRICT)
    erased = page if read == "before" else Person.objects.get(pk=theirs.pk)
    actions.erase(erased, reason="Tiden är ute här", by=cast.system)
    newest = third()
    assert (level_of(ours), level_of(newest)) == (STRICT, STRICT)


def meeting_after(monkeypatch, module, name):
    """Two who have come through the function go on together, unless one is kept from coming."""
    step, meeting = getattr(module, name), Barrier(2)

    def run(*args, **kwargs):
        result = step(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)
        return result

    monkeypatch.setattr(module, name, run)


def at_once(cast, *deeds):
    """Each in a connection of its own; returns what was refused."""

    def run(deed):
        try:
            with tenancy.tenant_scope(cast.tenant.pk):
                deed()
        except StaleVersionError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as workers:
        return [refused for refused in workers.map(run, deeds) if refused]


def test_boards_that_protect_in_the_same_moment_take_turns(own_database, monkeypatch):
    cast = build_cast()
    with tenancy.tenant_scope(cast.tenant.pk):
        other, vera = cast.another_board()
        theirs, ours = (register(cast, unit) for unit in (cast.unit, other))
    meeting_after(monkeypatch, shielding, "name_exactly")
    refused = at_once(
        cast,
        lambda: actions.set_protection(
            theirs, level=STRICT, officers=[cast.maria], reason="x", by=cast.system
        ),
        lambda: actions.set_protection(
            ours, level=STRICT, officers=[vera], reason="x", by=cast.system
        ),
    )
    assert len(refused) == 1
    with tenancy.tenant_scope(cast.tenant.pk):
        assert [person.protection for person in Person.objects.all()] == [STRICT, STRICT]


def test_boards_that_register_in_the_same_moment_see_each_other(own_database, monkeypatch):
    cast = build_cast()
    with tenancy.tenant_scope(cast.tenant.pk):
        other, vera = cast.another_board()
    meeting_after(monkeypatch, registering, "highest")
    refused = at_once(
        cast,
        lambda: register(cast, cast.unit, by=cast.by(cast.kerstin), protection=STRICT),
        lambda: register(cast, other, by=cast.by(vera)),
    )
    assert not refused
    with tenancy.tenant_scope(cast.tenant.pk):
        assert [person.protection for person in Person.objects.all()] == [STRICT, STRICT]
