"""Several questions to the database in one statement, each asked where it belongs.

A page is put together by rooms that don't know each other, and each round trip costs more than most
of the questions. So a room may say what it wants read before it goes on:

    @asks
    def do_today(actor: Actor) -> Asking[list[BucketRow]]:
        plans = queries.due(actor)
        yield (plans,)
        return [_row(plan) for plan in plans]

Called by itself it is a function like others. `merged` lets many run side by side, and what all of
them wait for is read at once. The rows are Django's own, made by the querysets that were asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial, update_wrapper
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, models
from django.db.models import Count, QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")
Rows: TypeAlias = QuerySet[Any, Any]
Asking: TypeAlias = Generator[tuple[Rows, ...], None, R]
"""Yields querysets that are to be read before it goes on, and returns its answer."""


class Asks(Generic[P, R]):
    """A question that may be asked together with others."""

    def __init__(self, body: Callable[P, Asking[R]]) -> None:
        self.body = body
        update_wrapper(self, body)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer, asked alone."""
        return answer(self.body(*args, **kwargs))


def asks(body: Callable[P, Asking[R]]) -> Asks[P, R]:
    """Let a generator be called for its answer, or asked together with others."""
    return Asks(body)


def asking(ask: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Asking[R]:
    """A question that has begun; a function that isn't one of `asks` reads by itself."""
    if isinstance(ask, Asks):
        found: R = yield from ask.body(*args, **kwargs)
        return found
    return ask(*args, **kwargs)


def both(one: Asking[R], other: Asking[S]) -> Asking[tuple[R, S]]:
    """Two of different kinds, side by side."""
    found: list[Any] = yield from merged(cast("list[Asking[Any]]", [one, other]))
    return found[0], found[1]


def merged(questions: Iterable[Asking[R]], *, also: Iterable[Rows] = ()) -> Asking[list[R]]:
    """Many as one, side by side; the answers in the order of the questions.

    `also` is read with what they wait for first.
    """
    waiting, found = dict(enumerate(questions)), {}
    wanted = list(also)
    while waiting or wanted:
        for number, question in list(waiting.items()):
            try:
                wanted += next(question)
            except StopIteration as done:
                found[number] = done.value
                del waiting[number]
        if wanted:
            yield tuple(wanted)
        wanted = []
    return [found[number] for number in sorted(found)]


def answer(question: Asking[R]) -> R:
    """Read what the question waits for until it has its answer."""
    while True:
        try:
            wanted = next(question)
        except StopIteration as done:
            value: R = done.value
            return value
        fetch(*wanted)


def fetch(*asked: Rows) -> None:
    """Read the rows of these querysets in one statement; walking them asks nothing more.

    Those read already are left alone. Not for rows that are locked, nor for
    binary columns and spans of time.
    """
    unread = [rows for rows in dict.fromkeys(asked) if rows._result_cache is None]
    parts = [part for rows in unread if (part := _part(rows)) is not None]
    if not parts:
        return
    if len(parts) == 1:
        parts[0].rows._fetch_all()
        return
    statement = "SELECT " + ", ".join(part.sql for part in parts)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, [value for part in parts for value in part.params])
        answers = cursor.fetchone()
    for part, text in zip(parts, answers, strict=True):
        part.fill(text)


def counted(rows: Rows) -> Rows:
    """How many rows there are, to be read together with others: see `how_many`."""
    of_tenant = rows.order_by().values("tenant_id").annotate(n=Count("pk"))
    found: Rows = of_tenant.values_list("n", flat=True)
    return found


def how_many(counted_rows: Rows) -> int:
    """The number that `counted` asked for, of rows of one tenant's."""
    return sum(counted_rows)


class _Part:
    """A queryset as one value of the statement: its rows as JSON, in their order."""

    def __init__(self, rows: Rows) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        self.rows = rows
        self.compiler: SQLCompiler = rows.query.get_compiler(connection=connection)
        inner, self.params = self.compiler.as_sql(with_col_aliases=True)
        columns = [(str(alias), each.output_field) for each, _sql, alias in self.compiler.select]
        self.dialect = DIALECTS[connection.vendor](columns)
        self.sql = f"(SELECT {self.dialect.rows} FROM ({inner}) AS one)"

    def fill(self, text: str) -> None:
        """Let the queryset make its rows of the answer, as if it had asked itself."""
        read = [self.dialect.values(row) for row in json.loads(text)]
        asked, answered = self.rows.query, self.rows.query.clone()
        _let(self.compiler, execute_sql=lambda *_args, **_kwargs: [read])
        _let(answered, get_compiler=lambda *_args, **_kwargs: self.compiler)
        _let(self.rows, _query=answered)
        try:
            self.rows._fetch_all()
        finally:
            _let(self.rows, _query=asked)


def _part(rows: Rows) -> _Part | None:
    """None when the rows are known to be none without asking."""
    try:
        return _Part(rows)
    except EmptyResultSet:
        rows._result_cache = []
        return None


def _let(target: object, **parts: Any) -> None:
    """Change this one object of the framework's."""
    target.__dict__.update(parts)


Column: TypeAlias = tuple[str, models.Field[Any, Any]]
DAY_LENGTH = len("2026-01-01")
IN_NO_JSON = (models.BinaryField, models.DurationField)


class _Dialect:
    """How a database writes rows as JSON, and what its driver would have given for each value."""

    rows = ""
    RESTORE: dict[type[models.Field[Any, Any]], Callable[[Any], Any]] = {}

    def __init__(self, columns: list[Column]) -> None:
        for name, kind in columns:
            if isinstance(kind, IN_NO_JSON):
                raise NotSupportedError(f"{name} can't be read together with other questions")
        self.names = [name for name, _kind in columns]
        self._restore = [self._restorer(kind) for _name, kind in columns]

    def _restorer(self, kind: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
        """By the nearest class of the field, as a moment is a day too."""
        return next((self.RESTORE[one] for one in type(kind).__mro__ if one in self.RESTORE), None)

    def values(self, row: Any) -> tuple[Any, ...]:
        """A row as the driver would have given it."""
        return tuple(
            value if value is None or restore is None else restore(value)
            for value, restore in zip(row, self._restore, strict=True)
        )


class _SQLite(_Dialect):
    """JSON keeps what SQLite does, but for the last digits of a number with a fraction."""

    RESTORE = {models.FloatField: float}
    WIDEST = 100
    """Columns of an array: a function of SQLite's takes 127 arguments at most."""

    def __init__(self, columns: list[Column]) -> None:
        super().__init__(columns)
        written = [_exact(name, kind) for name, kind in columns]
        parts = [
            f"json_array({', '.join(written[first : first + self.WIDEST])})"
            for first in range(0, len(written), self.WIDEST)
        ]
        self.rows = f"json_group_array(json_array({', '.join(parts)}))"

    def values(self, row: Any) -> tuple[Any, ...]:
        """The row comes as arrays, one after the other."""
        return super().values([value for part in row for value in part])


def _exact(name: str, kind: models.Field[Any, Any]) -> str:
    if not isinstance(kind, models.FloatField):
        return f'one."{name}"'
    return f"""CASE WHEN one."{name}" IS NOT NULL THEN printf('%%!.17g', one."{name}") END"""


def _day(text: str) -> date:
    """The first day of a month or a year, cut off from a day, is a moment to the database."""
    return date.fromisoformat(text[:DAY_LENGTH])


class _PostgreSQL(_Dialect):
    """Days and moments come as text in ISO 8601, and stored JSON unpacked."""

    RESTORE = {
        models.DateTimeField: datetime.fromisoformat,
        models.DateField: _day,
        models.TimeField: time.fromisoformat,
        models.DecimalField: lambda value: Decimal(str(value)),
        models.JSONField: partial(json.dumps, cls=DjangoJSONEncoder),
    }
    rows = "COALESCE(json_agg(one.*), '[]')::text"

    def values(self, row: Any) -> tuple[Any, ...]:
        """The row comes as an object, of any number of columns."""
        return super().values([row[name] for name in self.names])


DIALECTS: dict[str, type[_Dialect]] = {"sqlite": _SQLite, "postgresql": _PostgreSQL}
