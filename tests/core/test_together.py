"""Several questions in one statement give what each of them gives alone."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef
from django.db.models.functions import TruncDate, TruncMonth
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases.models import Case, Task
from stegvis.casework.people.models import Person
from stegvis.core import tenancy
from stegvis.core.together import Rows, answer, asking, asks, counted, fetch, merged
from tests.cast import build_cast
from tests.every_url.world import build_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A row of every kind, undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            build_world(cast)
            yield
        transaction.set_rollback(True)


def _every_kind() -> list[Rows]:
    """The rows of every table of ours."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("stegvis.")]
    return [model._default_manager.order_by("pk") for model in ours]


def _questions() -> list[Rows]:
    """Rows with what they point at, some columns of them, sums, days, a part, and none at all."""
    here = Person.objects.order_by("pk")
    has_case = Exists(Case.objects.filter(person=OuterRef("pk")))
    return [
        here.select_related("tenant", "secrecy_area"),
        here.only("given_name"),
        here.values_list("pk", "other_languages", "created_at", "number"),
        here.annotate(day=TruncDate("created_at"), has_case=has_case).values("day", "has_case"),
        Person.objects.order_by("-sort_key", "pk").values_list("given_name", flat=True)[1:3],
        Case.objects.order_by("pk").annotate(last=Max("tasks__due_on"), whose=F("person__number")),
        Case.objects.order_by("pk").values_list("pk", TruncMonth("opened_on")),
        counted(here),
        Task.objects.values_list("done_on").annotate(n=Count("pk")).order_by("done_on"),
        here.filter(pk__in=[]),
        here.filter(given_name="Nobody"),
        Case.objects.prefetch_related("assignments__account").order_by("pk"),
    ]


def _told(rows: Rows) -> list[object]:
    """What each row holds, without what the framework notes of it and what it points at."""
    return [
        {k: v for k, v in row.__dict__.items() if not k.startswith("_")}
        if hasattr(row, "_state")
        else row
        for row in rows
    ]


@pytest.mark.parametrize("questions", [_every_kind, _questions])
@pytest.mark.usefixtures("world")
def test_rows_read_together_are_those_each_question_gives_alone(questions):
    together = questions()
    fetch(*together)
    assert [_told(rows) for rows in together] == [_told(rows) for rows in questions()]


@pytest.mark.usefixtures("world")
def test_whatever_several_questions_wait_for_is_read_in_one_statement():
    @asks
    def names():
        rows = Person.objects.order_by("pk").values_list("given_name", flat=True)
        yield (rows,)
        return list(rows)

    @asks
    def kinds():
        rows, cases = Task.objects.order_by("pk"), Case.objects.order_by("pk")
        yield rows, cases
        return [row.kind for row in rows], len(cases)

    with CaptureQueriesContext(connection) as asked:
        found = answer(merged([asking(names), asking(kinds), asking(lambda: "by itself")]))
    assert len(asked) == 1
    assert found == [names(), kinds(), "by itself"]


@pytest.mark.usefixtures("world")
def test_rows_wider_than_a_function_of_the_database_takes_are_read_together():
    def wide():
        more = {f"more_{number}": F("given_name") for number in range(130)}
        return Person.objects.order_by("pk").annotate(**more).values_list("pk", *more)

    rows, other = wide(), Case.objects.order_by("pk")
    fetch(rows, other)
    assert list(rows) == list(wide())
    assert len(rows[0]) == 131
