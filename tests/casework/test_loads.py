"""What coordinators carry, weighed, and to whom the next one is proposed."""

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import loads
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from tests.casework.test_the_way import refer, taken
from tests.cast import NO_CHILD


def test_the_lightest_load_is_proposed_first(cast):
    taken(cast)
    rows = loads.loads(cast.by(cast.maria))
    assert (rows[0].account, rows[0].proposed) == (cast.bjorn, True)
    assert {row.account: (row.cases, row.weight) for row in rows}[cast.kerstin] == (1, 1.5)


def test_a_case_under_way_weighs_less_than_a_new_one(cast):
    by, later = cast.by(cast.maria), clock.days_from_today(90)
    for name in ("Amina", "Omar"):
        case = cases.take(refer(cast, cast.person(name)), coordinator=cast.kerstin, by=by)
        facts = plans.ActivityFacts("guidance", "Väg", starts_on=clock.today(), ends_on=later)
        plan = plans.start(case, by=by)
        plans.set_goal(plan, words="Ett jobb", by=by)
        plans.add_activity(plan, facts=facts, by=by)
        plans.agree(plan, how="desk", follow_up_on=later, child=NO_CHILD, by=by)
    for name in ("Nils", "Olle"):
        cases.take(refer(cast, cast.person(name)), coordinator=cast.bjorn, by=by)
    found = {load.account: load.weight for load in loads.loads(by)}
    assert (found[cast.kerstin], found[cast.bjorn]) == (2, 3)
    assert loads.loads(by)[0].account == cast.kerstin


def test_who_may_not_be_shown_weighs_and_is_never_counted(cast):
    siri = taken(cast).person
    people.set_protection(
        siri, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    lightest, heaviest = loads.loads(cast.by(cast.bjorn))[:2]
    assert (lightest.account, heaviest.account) == (cast.bjorn, cast.kerstin)
    assert (heaviest.cases, heaviest.weight) == (0, 0)


def test_a_coordinator_chooses_by_what_colleagues_carry_and_not_by_what_they_see(cast):
    """Kerstin's persons are Björn's to count, though he reaches none of them."""
    taken(cast)
    as_manager = {row.account: (row.cases, row.weight) for row in loads.loads(cast.by(cast.maria))}
    as_colleague = {
        row.account: (row.cases, row.weight) for row in loads.loads(cast.by(cast.bjorn))
    }
    assert as_colleague == as_manager
    assert as_colleague[cast.kerstin] == (1, 1.5)
