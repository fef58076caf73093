"""Conditions on persons: who may be listed, put into SQL once, and who is called so.

The rules of `access.visible` are long, and a page asks them of the rows of many rooms. Building
their SQL takes longer than running it. It is the same for all who stand in the same way to the
authority, but for who they are and what time it is: so it is built once with marks in their place,
and each question gets it with its own values and for its own rows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Expression, F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from stegvis.casework.people import access, scopes
from stegvis.casework.people.likeness import folded
from stegvis.casework.people.models import Person
from stegvis.core import clock, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once

OF_THE_ROW, SCOPES, FAMILY = "{of the row}", "{scopes}", "{own and family}"
"""Stand in the kept SQL where each question puts its own column, its scopes, and whom the actor is
too close to."""

ACCOUNT, UNIT, AREA, ROLE = (9_007_199_254_740_000 + number for number in (0, 300, 600, 900))
"""Stand among the kept values where each question puts its actor's own."""

MOMENT = datetime(1903, 2, 3, 12, tzinfo=UTC)
"""Stands for the moment of the question, and its day for today."""

NOBODY = 0
"""A key that no row has."""

ALIAS = "visible_person"
"""What the kept SQL calls the person, as no question does: its column must not be hidden by it."""


Kept: TypeAlias = tuple[str, tuple[Any, ...]]


class VisiblePerson(Expression):
    """The key of the row's person where the actor may list them, else NULL.

    A scalar, not an EXISTS, which PostgreSQL turns into a join with everybody whom the actor may
    list.
    """

    output_field = BigIntegerField()

    def __init__(self, kept: Kept, compartment: str, path: str) -> None:
        super().__init__()
        self.kept, self.compartment = kept, compartment
        self.path: Any = F(path)

    def get_source_expressions(self) -> list[Any]:
        return [self.path]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.path,) = exprs

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  the framework's
        column, _params = compiler.compile(self.path)
        sql, params = self.kept
        held = ", ".join(f"'{scope}'" for scope in scopes.scopes_holding(self.compartment))
        return f"({sql.replace(OF_THE_ROW, column).replace(SCOPES, held)})", params


def visible_person(actor: Actor, compartment: str, path: str = "person") -> VisiblePerson | None:
    """The key of the person that `path` leads to, where the actor may list this compartment of
    them; None where the actor may list nobody."""
    key = ("visible person", actor.with_purpose(""), scopes.holds("own", compartment))
    kept = once(key, lambda: _kept(actor, compartment))
    return None if kept is None else VisiblePerson(kept, compartment, path)


def _kept(actor: Actor, compartment: str) -> Kept | None:
    """SQL and its values, the same for every compartment that the person's own scope holds, and
    for every other."""
    if not actor.is_staff:
        return _compiled(actor, compartment)
    kept = _of_such(_marked(actor), tenancy.current_tenant_id())
    if kept is None:
        return None
    sql, marked = kept
    values = _values(actor, clock.now())
    family = ", ".join(map(str, access.own_and_family(actor) or [NOBODY]))
    return sql.replace(FAMILY, family), tuple(values.get(value, value) for value in marked)


def _marked(actor: Actor) -> Actor:
    """The actor with marks for who they are: alike for all who stand in the same way."""
    return replace(
        actor,
        purpose="",
        account_id=actor.account_id and ACCOUNT,
        unit_id=actor.unit_id and UNIT,
        secrecy_area_id=actor.secrecy_area_id and AREA,
        membership_id=ROLE,
    )


def _values(actor: Actor, moment: datetime) -> dict[Any, Any]:
    """What each mark stands for, as the database's driver gets it."""
    return {
        ACCOUNT: actor.account_id,
        UNIT: actor.unit_id,
        AREA: actor.secrecy_area_id,
        ROLE: actor.membership_id,
        _as_sent(MOMENT): _as_sent(moment),
        _as_sent(_day(MOMENT)): _as_sent(_day(moment)),
    }


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _as_sent(value: date) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)


@lru_cache(maxsize=256)
def _of_such(marked: Actor, _tenant_id: int | None) -> Kept | None:
    """SQL for all whom a marked actor stands for, with marks among its values."""
    with clock.set_to(MOMENT):
        kept = _compiled(marked, "name", family=RawSQL(FAMILY, []))
    if kept is not None:
        _refuse_derived(kept)
    return kept


def _refuse_derived(kept: Kept) -> None:
    """RuntimeError where a rule works something out of a mark, which would then stay as it is."""
    sql, values = kept
    known = {ACCOUNT, UNIT, AREA, ROLE, _as_sent(MOMENT), _as_sent(_day(MOMENT))}
    near = (str(ACCOUNT)[:-3], *(f"{MOMENT.year + years}-" for years in (-1, 0, 1)))
    odd = [value for value in values if value not in known and str(value).startswith(near)]
    if odd or any(mark in sql for mark in near):
        raise RuntimeError(f"A rule of who may be listed works out {odd} for itself")


def _compiled(actor: Actor, compartment: str, *, family: RawSQL | None = None) -> Kept | None:
    rows = access.visible(actor, compartment, scope=RawSQL(SCOPES, []), family=family)
    one = rows.filter(pk=RawSQL(OF_THE_ROW, [])).order_by().values("pk")
    if one.query.is_empty():
        return None
    one.query.change_aliases({Person._meta.db_table: ALIAS})
    try:
        sql, params = one.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def was_granted(actor: Actor) -> Q:
    """That the actor was granted the person: implied by the rules, and led to by an index.

    A part of a name has no index. With this, the names to look through are those of the actor's
    own persons, however many the authority has.
    """
    return Q(pk__in=access.held_grants(actor).order_by().values("person"))


def is_named(words: list[str]) -> Q:
    """That every word is a part of the name: written so, or without regard to case and accents
    (oberg and Öberg, Bjorn and Bjørn)."""
    found = Q()
    for word in words:
        fits = Q(given_name__contains=word) | Q(family_name__contains=word)
        if parts := folded(word).split():
            fits |= Q(*(Q(name_key__contains=part) for part in parts))
        found &= fits
    return found
