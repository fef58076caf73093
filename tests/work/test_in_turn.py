"""What is added to a case, the case's end and a person's placements come in turn."""

import threading
from copy import copy

import pytest
from django.db import connection, transaction

from stegvis.casework.cases import actions as cases
from stegvis.casework.meetings import actions as meetings
from stegvis.casework.plans import actions as plans
from stegvis.casework.situation import actions as situation
from stegvis.core import clock, tenancy
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.placements import actions as placements
from stegvis.work.placements.actions import PlacementFacts
from tests.casework import meeting_times
from tests.cast import build_cast
from tests.desk import story


@pytest.fixture
def held(own_database):
    """A case in a database of its own, where what one thread commits is seen by another."""
    cast = build_cast()
    with tenancy.tenant_scope(cast.tenant.pk):
        case = story.taken(cast)
    yield cast, case
    connection.close()


def meanwhile(cast, first, second):
    """How `second` was refused, begun while the transaction of `first` was still open."""
    refused = []

    def other():
        try:
            with tenancy.tenant_scope(cast.tenant.pk):
                second()
        except (NotAllowedNowError, RefusedError) as error:
            refused.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with tenancy.tenant_scope(cast.tenant.pk), transaction.atomic():
        first()
        thread.start()
        thread.join(1)  # Time to read what is about to change, and to wait for it.
    thread.join()
    return refused


def bakery(cast):
    return employers.register(EmployerFacts("Bageriet"), by=cast.system)


ADDED = {
    "task": lambda cast, case: cases.add_task(
        case, kind="other", due_on=clock.today(), account=cast.kerstin, by=cast.system
    ),
    "placement": lambda cast, case: story.placed_of(cast, case, bakery(cast), starts=0, ends=30),
    "plan": lambda cast, case: plans.start(case, by=cast.system),
    "meeting": lambda cast, case: meetings.book(
        case, facts=meeting_times.at(cast, day=clock.days_from_today(1)), by=cast.system
    ),
    "round": lambda cast, case: situation.begin(case, occasion="start", by=cast.system),
}


@pytest.mark.parametrize("added", ADDED)
def test_nothing_is_added_to_a_case_that_is_about_to_end(held, added):
    cast, case = held
    before = copy(case)

    def end():
        cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.system)

    assert meanwhile(cast, end, lambda: ADDED[added](cast, before))


def test_two_units_together_place_nobody_for_more_than_full_time(held):
    cast, here = held
    with tenancy.tenant_scope(cast.tenant.pk):
        there, employer = story.taken_elsewhere(cast, here), bakery(cast)
    first, last = clock.today(), clock.days_from_today(30)

    def place(case):
        facts = PlacementFacts(employer, "internship", first, last, extent=80)
        placements.place(case, facts=facts, by=cast.system)

    assert meanwhile(cast, lambda: place(here), lambda: place(there))
