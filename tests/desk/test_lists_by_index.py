"""The long lists are read by an index, whatever the number of rows: what the database says it does.

The tests' tables are small, where PostgreSQL reads them whole since that is cheaper. So it is told
that reading whole costs very much: what still does so has no index to go by.
"""

import pytest
from django.db import connection

from stegvis.casework.cases import queries as cases
from stegvis.work.employers import queries as employers
from stegvis.work.opportunities import queries as places

LISTS = {
    "queue": (cases.queue, "cases_referral"),
    "participants, mine": (cases.caseload, "cases_case"),
    "participants, the unit": (cases.unit_cases, "cases_case"),
    "tasks due": (cases.tasks_due, "cases_task"),
    "places": (lambda by: places.listed(by, places.Filters()), "opportunities_opportunity"),
    "places, municipality": (
        lambda by: places.listed(by, places.Filters(municipality="2183")),
        "opportunities_opportunity",
    ),
    "places changed since": (lambda by: places.changed_since(7, by), "opportunities_opportunity"),
    "employers": (lambda by: employers.listed(by, employers.Filters()), "employers_employer"),
}


def plan_of(rows):
    """What the database would do for the first page."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return str(rows[:50].explain()).lower()


@pytest.mark.parametrize("name", LISTS)
def test_no_list_reads_a_whole_table(cast, name):
    ask, table = LISTS[name]
    plan = plan_of(ask(cast.by(cast.kerstin)))
    assert table in plan
    assert f"scan {table}" not in plan
    assert f"seq scan on {table}" not in plan


def test_open_places_come_from_the_index_in_their_order(cast):
    rows = places.listed(cast.by(cast.kerstin), places.Filters())
    plan = plan_of(rows)
    assert "opportunities_open_latest" in plan
    assert "temp b-tree" not in plan
    assert "sort" not in plan
