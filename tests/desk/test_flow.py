"""The unit's twelve months: counted right, and drawn."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.desk.manage.flow import by_group, flow
from tests.desk import story


def at(day):
    return clock.set_to(timezone.make_aware(datetime.combine(day, datetime.min.time())))


@pytest.fixture
def year(cast):
    """Taken in January, March and May of a year that is seen from its last day; one left."""
    for month, name in ((1, "Amina"), (3, "Johan"), (5, "Selam")):
        with at(date(2026, month, 10)):
            case = story.taken(cast, name)
        if name == "Johan":
            with at(date(2026, 6, 20)):
                cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.system)
    return date(2026, 12, 31)


def test_each_month_counts_who_came_who_left_and_who_was_under_way(cast, year):
    with at(year):
        seen = flow(cast.by(cast.maria))
    counts = [(month.came, month.under_way, month.gone) for month in seen.months]
    assert counts == [
        (1, 1, 0), (0, 1, 0), (1, 2, 0), (0, 2, 0), (1, 3, 0), (0, 2, 1),
        *[(0, 2, 0)] * 6,
    ]  # fmt: skip
    assert (seen.came, seen.gone, seen.under_way, seen.before) == (3, 1, 2, 0)
    assert by_group(seen.left) == {"work": 1}


def test_what_lies_before_the_year_is_where_it_begins(cast, year):
    with at(year + timedelta(days=170)):
        seen = flow(cast.by(cast.maria))
    assert (seen.before, seen.came, seen.under_way) == (2, 0, 2)


def test_a_case_opened_again_never_ended(cast, year):
    johan = story.Case.objects.get(person__given_name="Johan")
    with at(date(2026, 8, 1)):
        cases.reopen(
            johan, reason="Kom tillbaka till oss", seen_version=johan.version, by=cast.system
        )
    with at(year):
        assert flow(cast.by(cast.maria)).gone == 0


def test_somebody_only_named_officers_see_is_in_no_figure(cast, year):
    amina = story.Case.objects.get(person__given_name="Amina").person
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    with at(year):
        assert flow(cast.by(cast.maria)).came == 2


def test_the_managers_page_tells_and_draws_the_year(client, cast, year):
    client.force_login(cast.maria)
    with at(year):
        text = client.get("/manage/").content.decode()
    assert "3 ärenden öppnades, 1 avslutades (1 till arbete" in text
    assert "2 pågår nu, för ett år sedan var det 0" in text
    assert text.count('class="in"') == 3
