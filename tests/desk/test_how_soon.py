"""How soon a unit meets those who come: whose beginnings are counted, and what is one."""

from dataclasses import replace
from datetime import timedelta

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.rules import OWN_REGISTER
from stegvis.core import clock
from stegvis.desk.manage.pace import Pace, Paces, paces
from stegvis.work.placements import actions as placements
from tests.desk import story


def _found(cast):
    with clock.set_to(clock.now() + timedelta(days=20)):
        return paces(cast.by(cast.maria), clock.days_from_today(-365))


def _taken(cast, count):
    return [story.taken(cast, "Ny", f"Nummer{n}") for n in range(count)]


def test_a_case_that_ended_before_the_first_meeting_has_not_had_it(cast):
    opened = _taken(cast, 11)
    with clock.set_to(clock.now() + timedelta(days=4)):
        for case in opened[:5]:
            story.met(cast, case)
        for case in opened:
            case.refresh_from_db()
            cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.system)
    assert not opened[-1].tasks.filter(done_on__isnull=True).exists()
    assert _found(cast).met == Pace(11, 5, None)


def _brought_in(cast, name):
    """Somebody of the unit's own list, whom it has met since long ago."""
    person, since = cast.person("Sedan länge", name), clock.days_from_today(-200)
    facts = replace(story.FACTS, disclosure_ground=OWN_REGISTER, received_on=since)
    referral = cases.refer(person, unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, opened_on=since, by=cast.system)


def test_a_list_brought_in_says_nothing_of_how_soon(cast):
    for number in range(6):
        _brought_in(cast, f"Nummer{number}")
    assert _found(cast) == Paces(None, None, None)
    _taken(cast, 5)
    assert _found(cast) == Paces(Pace(5, 5, 0), Pace(5, 0, None), Pace(5, 0, None))


def test_a_placement_that_ended_before_its_first_day_never_began(cast, bakery):
    opened, yesterday = _taken(cast, 11), clock.days_from_today(-1)
    placed = [story.placed_of(cast, case, bakery, starts=5, ends=60) for case in opened]
    for row in placed[:5]:
        placements.end(
            row, reason="not_fitting", ended_on=yesterday, seen_version=1, by=cast.system
        )
    assert _found(cast).begun == Pace(11, 6, 5)
