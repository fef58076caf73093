"""Rows of any table, empty but for the columns asked for: for what the database itself refuses."""

from itertools import count

from django.db import connection

_numbers = count(10_000)


def demand_nothing_of(*models):
    """Lift, until the transaction is rolled back, what a table asks of a row by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            table = model._meta.db_table
            for field in _demanded(model):
                cursor.execute(f'ALTER TABLE "{table}" ALTER "{field.column}" DROP NOT NULL')
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
                [table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')


def insert(model, **columns):
    """The id of a new row with these columns; SQLite, where NOT NULL stays, gets unique filling."""
    filling = {}
    if connection.vendor == "sqlite":
        filling = {field.column: f"x{next(_numbers)}" for field in _demanded(model)}
    row = {**filling, "id": next(_numbers), **columns}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', [*row.values()]
        )
    return row["id"]


def _demanded(model):
    return [f for f in model._meta.local_concrete_fields if not f.null and not f.primary_key]
