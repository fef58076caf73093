"""The rows of one unit again for other units, with keys of their own: drawn by the database.

Every unit of an authority is drawn alike. The first is made row by row; the others are copied from
it with SQL, which takes a second each instead of a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Max

from bench.unit import Unit
from stegvis.casework.cases.models import Assignment, Case, FollowUp, Referral, Task
from stegvis.casework.journal.models import Note
from stegvis.casework.people.models import Grant, Person
from stegvis.casework.plans.models import Activity, Plan
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent
from stegvis.core.organisations.models import Unit as OwnUnit

TABLES: tuple[type[models.Model], ...] = (
    Person, Referral, Case, Assignment, Task, Note, FollowUp, Plan, Activity, Grant, AuditEvent,
)  # fmt: skip
"""Whatever is drawn for a person, in the order in which one leads to another."""

STEP = 1_000_000
"""How far the keys of one unit are from those of the next."""

LED_TO_BY = {"person_id", "object_id", "source_id"}
"""Columns that hold the key of a copied row without being foreign keys."""


def highest() -> dict[str, int]:
    """The highest key in each table now."""
    return {
        one._meta.db_table: one._default_manager.aggregate(top=Max("pk"))["top"] or 0
        for one in TABLES
    }


@dataclass(frozen=True)
class Pattern:
    """A unit, and the keys between which its rows lie in each table."""

    unit: Unit
    above: dict[str, int]
    up_to: dict[str, int]


@action("bench.unit.copied", rule=only_system)
def copy(pattern: Pattern, unit: Unit, number: int, *, by: Actor) -> int:  # noqa: ARG001  as every action
    """Everything of the pattern's unit again for another, the `number`th; returns how many rows."""
    rows = 0
    with connection.cursor() as cursor:
        for model in TABLES:
            table = model._meta.db_table
            columns = {field.column: field for field in model._meta.concrete_fields}
            said = [_value(field, pattern.unit, unit, number) for field in columns.values()]
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {', '.join(said)} FROM {table} "
                "WHERE id > %s AND id <= %s ORDER BY id",
                [pattern.above[table], pattern.up_to[table]],
            )
            rows += cursor.rowcount
    return rows


def _value(field: models.Field[Any, Any], of: Unit, to: Unit, number: int) -> str:
    """What a column of the copy holds, in SQL."""
    name = connection.ops.quote_name(field.column)
    leads_to = field.related_model if field.is_relation else None
    if field.primary_key or leads_to in TABLES or field.column in LED_TO_BY:
        return f"{name} + {number * STEP}"
    if leads_to is OwnUnit or field.column == "unit_id":
        return f"CASE WHEN {name} = {of.cast.unit.pk} THEN {to.cast.unit.pk} ELSE {name} END"
    if leads_to is Account or field.column == "account_id":
        pairs = zip([of.cast.kerstin, *of.others], [to.cast.kerstin, *to.others], strict=True)
        told = " ".join(f"WHEN {old.pk} THEN {new.pk}" for old, new in pairs)
        return f"CASE {name} {told} ELSE {name} END"
    if field.column == "public_id":
        return f"substr({name}, 1, 8) || '{number:08}'"
    return str(name)
