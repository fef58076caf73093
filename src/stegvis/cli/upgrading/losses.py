"""What pending migrations would throw away.

Migrations expand first and contract in a later version, when nothing is left in what they remove.
So a removal of something that still holds data is a fault, found here before anything is changed.
Libraries' own migrations move what they remove in the same go, and are trusted to.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.migrations import DeleteModel, Migration, RemoveField
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model, Q

from stegvis.cli.words import counted


def losses(pending: list[Migration]) -> list[str]:
    """A sentence for each table or column with data in it that a pending migration removes."""
    executor = MigrationExecutor(connection)
    done = [key for key in executor.loader.applied_migrations if key in executor.loader.graph.nodes]
    if not done:
        return []
    state = executor.loader.project_state(done)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    found: list[str] = []
    for migration in pending:
        if apps.get_app_config(migration.app_label).name.startswith("stegvis."):
            found += _of(migration, state, tables)
        state = migration.mutate_state(state)
    return found


def _of(migration: Migration, state: ProjectState, tables: set[str]) -> Iterator[str]:
    for operation in migration.operations:
        if isinstance(operation, DeleteModel):
            model = state.apps.get_model(migration.app_label, operation.name)
            if model._meta.db_table in tables and (rows := model._base_manager.count()):
                yield (
                    f"{migration} would remove {model._meta.db_table} with "
                    f"{counted(rows, 'row')} in it"
                )
        elif isinstance(operation, RemoveField):
            model = state.apps.get_model(migration.app_label, operation.model_name)
            field = model._meta.get_field(operation.name)
            if model._meta.db_table in tables and (rows := _filled(model, field)):
                yield (
                    f"{migration} would remove {model._meta.db_table}.{field.name}, which says "
                    f"something in {counted(rows, 'row')}"
                )


def _filled(model: type[Model], field: object) -> int:
    """In how many rows a column holds more than nothing or its default."""
    if not isinstance(field, Field) or field.column is None:
        return 0
    empty = Q(**{f"{field.name}__isnull": True})
    if field.empty_strings_allowed and not field.is_relation:
        empty |= Q(**{field.name: ""})
    if field.has_default() and not callable(field.default):
        empty |= Q(**{field.name: field.default})
    return model._base_manager.exclude(empty).count()
