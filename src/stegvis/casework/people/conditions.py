"""Conditions on persons: who may be listed, put into SQL once for a page, and who is called so.

The rules of `access.visible` are long, and a page asks them of the rows of many rooms. Building
their SQL takes longer than running it, so it is built once and each question gets it for its rows.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Expression, F, Q
from django.db.models.expressions import RawSQL

from stegvis.casework.people import access, scopes
from stegvis.casework.people.likeness import folded
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.collation import sort_key
from stegvis.core.once import once

OF_THE_ROW, SCOPES = "{of the row}", "{scopes}"
"""Stand in the kept SQL where each question puts its own column, and its scopes."""

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
    kept = once(key, lambda: _compiled(actor, compartment))
    return None if kept is None else VisiblePerson(kept, compartment, path)


def _compiled(actor: Actor, compartment: str) -> Kept | None:
    """SQL and its values, the same for every compartment that the person's own scope holds, and
    for every other."""
    rows = access.visible(actor, compartment, scope=RawSQL(SCOPES, []))
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


def is_named(words: list[str], country: str) -> Q:
    """That every word is a part of the name: written so, as it is sorted in the country, or without
    regard to accents (oberg and Öberg, Bjorn and Bjørn)."""
    found = Q()
    for word in words:
        fits = Q(given_name__contains=word) | Q(family_name__contains=word)
        if in_order := sort_key(word, country or "SE").strip():
            fits |= Q(sort_key__contains=in_order)
        if parts := folded(word).split():
            fits |= Q(*(Q(name_key__contains=part) for part in parts))
        found &= fits
    return found
