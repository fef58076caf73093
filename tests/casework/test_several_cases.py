"""Somebody with cases in several units, one after the other or at once."""

from datetime import timedelta

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import desk_rows
from stegvis.casework.cases.registries import Phase
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import colleague_in
from tests.desk import story


def test_an_open_case_says_where_somebody_stands_whatever_ended_elsewhere_since(cast):
    with clock.set_to(clock.now() - timedelta(days=400)):
        case = story.taken(cast)
    later = story.taken_elsewhere(cast, case)
    cases.end(later, facts=story.EXIT, seen_version=later.version, by=cast.system)
    told = desk_rows.standings(cast.by(cast.kerstin), [case.person_id])
    assert told[case.person_id].phase == Phase.NEW


def test_a_colleague_is_in_a_unit_who_they_are_there_in_the_role_that_counts(cast):
    here = cast.unit.pk
    accounts.give_role(
        cast.unit, account=cast.admin, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    elsewhere = cast.another_unit()
    accounts.give_role(
        elsewhere, account=cast.admin, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    for unit_id in (here, elsewhere.pk):
        actor = colleague_in(unit_id, cast.admin, [Role.COORDINATOR])
        assert (actor.unit_id, actor.role) == (unit_id, Role.COORDINATOR)
