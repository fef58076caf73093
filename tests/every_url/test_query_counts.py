"""A page asks no more of the database when there are more rows in its lists, and some ask little.

Each address is looked at once, as the first role that gets a page there; what another role gets at
the same address, perhaps from another template, isn't counted.
"""

import re

import pytest
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases.queries import caseload
from stegvis.core import tenancy
from tests.cast import build_cast
from tests.every_url.filling import fill
from tests.every_url.pages import first_pages
from tests.every_url.walk import Walker, addresses
from tests.every_url.world import build_world

FEW = 2
PLANTED = "planted:each"

MOST = 15
"""Statements of a page that somebody looks at all day, the log's among them."""

OF_TRANSACTIONS = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT|SELECT (current_setting|set_config)")
"""Those that open and close transactions and name the tenant, which aren't counted."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """As the walk's, and undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            yield build_world(cast)
        transaction.set_rollback(True)


def _counted():
    """Statements from here on, in an empty log: a full one, of 9,000, would count none."""
    reset_queries()
    return CaptureQueriesContext(connection)


def _asked(walker, pages):
    """How many questions each page asks the database."""
    asked = {}
    for seen in pages:
        with _counted() as captured:
            visit = walker.visit(seen.role, seen.url)
        assert visit.status == seen.status, seen.place
        asked[seen] = len(captured)
    return asked


@pytest.mark.urls("tests.every_url.planted")
def test_no_page_but_the_planted_one_asks_more_for_three_times_the_rows(world):
    found = [one for one in addresses() if one.name == PLANTED or "planted:" not in one.name]
    walker = Walker(world, found)
    pages = first_pages(walker)
    fill(world, FEW)
    few = _asked(walker, pages)
    fill(world, 2 * FEW)
    many = _asked(walker, pages)
    grown = {seen: f"{seen.place}: {many[seen]} instead of {few[seen]}" for seen in pages
             if many[seen] != few[seen]}  # fmt: skip
    assert {seen.address for seen in grown} == {PLANTED}, "\n".join(grown.values())


def _statements(client, address, body=None):
    """What a page asks, looked at for the second time."""
    ask = client.get if body is None else client.post
    for _time in range(2):
        with _counted() as captured:
            visit = ask(address, body)
        assert visit.status_code == 200, address
    sent = (one["sql"] for one in captured)
    return [sql for sql in sent if not OF_TRANSACTIONS.match(sql)]


def _looked_at_all_day(world):
    """My day, the caseload, a search and the pages of everybody that Kerstin coordinates."""
    by = world.cast.by(world.cast.kerstin)
    persons = [case.person for case in caseload(by)]
    assert persons
    yield "/day/", None
    yield from ((f"/cases/mine/?whose={whose}", None) for whose in ("mine", "unit"))
    yield from (("/people/search/", {"q": text}) for text in ("a", persons[0].name, "nobody"))
    yield from ((f"/person/{person.public_id}/", None) for person in persons)


def test_what_is_looked_at_all_day_asks_little(world, act_as):
    client = act_as(world.cast.kerstin)
    asked = {
        (address, str(body)): len(_statements(client, address, body))
        for address, body in _looked_at_all_day(world)
    }
    assert {page: n for page, n in asked.items() if n > MOST} == {}


@pytest.mark.parametrize("address", ["/manage/", "/manage/board/"])
def test_what_a_manager_begins_with_asks_little(world, act_as, address):
    assert len(_statements(act_as(world.cast.maria), address)) <= MOST
