"""The long lists are read by an index, whatever the number of rows: what the database says it does.

A tenant begins most indexes, so that some index is used says nothing: it may lead to all that the
tenant has. The one that is named here leads to what the list shows. Most of them give its order
too, and nothing is sorted; where the order is by the person's name, only the list's own rows are.

The tests' tables are small, where PostgreSQL reads them whole since that is cheaper. So it is told
that reading whole and sorting cost very much: what it still does has no index to go by.
"""

import re

import pytest
from django.db import connection

from stegvis.casework.cases import queries as cases
from stegvis.casework.people import access, lookups, way_index
from stegvis.casework.people.queries import unattended, urgent
from stegvis.work.employers import queries as employers
from stegvis.work.opportunities import queries as places

IN_ORDER = {
    "queue": (cases.queue, "cases_queue"),
    "tasks due": (cases.tasks_due, "cases_open_tasks"),
    "places": (lambda by: places.listed(by, places.Filters()), "opportunities_open_latest"),
    "places, municipality": (
        lambda by: places.listed(by, places.Filters(municipality="2183")),
        "opportunities_open_latest",
    ),
    "employers": (lambda by: employers.listed(by, employers.Filters()), "employers_by_name"),
}
SORTED = {
    "participants, mine": (cases.caseload, "cases_carried"),
    "participants, the unit": (cases.unit_cases, "cases_case_unit_id"),
    "places changed since": (lambda by: places.changed_since(7, by), "opportunities_changed"),
}
FEW = {
    "the reader's own records": (
        lambda by: access.named_as(by.account_id).order_by("pk"),
        "people_of_staff",
    ),
    "files without an officer": (lambda _by: unattended.files(), "people_shut"),
    "openings to review": (urgent.waiting_in, "people_grant_to_review"),
    "numbers looked up today": (
        lambda by: lookups.of_today(by, lookups.VERB).order_by("at"),
        "audit_by_verb",
    ),
    "whom a phone number leads to": (
        lambda _by: lookups.reached_at(way_index.every("070-1740605")),
        "people_by_way",
    ),
}
"""Few rows among very many, which every page or the manager's asks for."""
IS_SORTED = re.compile(r"temp b-tree|(?<!incremental )sort +\(")
"""PostgreSQL's incremental sort puts only rows with the same day or name in order among them."""


def plan_of(rows):
    """What the database would do for the first page."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return str(rows[:50].explain()).lower()


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_list_comes_from_its_index_in_its_order(cast, name):
    ask, index = IN_ORDER[name]
    plan = plan_of(ask(cast.by(cast.kerstin)))
    assert index in plan
    assert not IS_SORTED.search(plan)


@pytest.mark.pure
@pytest.mark.parametrize("name", SORTED)
def test_only_the_rows_of_a_list_are_sorted(cast, name):
    """On SQLite: of two indexes PostgreSQL takes any one while the tables are empty."""
    ask, index = SORTED[name]
    assert index in plan_of(ask(cast.by(cast.kerstin)))


@pytest.mark.pure
@pytest.mark.parametrize("name", FEW)
def test_a_few_rows_are_found_without_reading_the_others(cast, name):
    ask, index = FEW[name]
    assert index in plan_of(ask(cast.by(cast.kerstin)))


def test_a_plan_that_sorts_is_told_from_one_that_does_not(cast):
    rows = places.listed(cast.by(cast.kerstin), places.Filters())
    assert IS_SORTED.search(plan_of(rows.order_by("title", "pk")))
