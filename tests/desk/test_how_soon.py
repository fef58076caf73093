"""How soon a unit meets those who come: whose beginnings are counted, and what is one."""

from datetime import timedelta

from stegvis.casework.cases import actions as cases
from stegvis.core import clock
from stegvis.desk.manage.pace import Pace, paces
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
