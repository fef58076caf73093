"""How far the database is migrated, compared with what this version of the product holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True)
class MigrationState:
    """Migrations this version brings that the database lacks, and those only the database knows."""

    pending: list[Migration]
    unknown: list[str]

    @property
    def is_current(self) -> bool:
        """Whether product and database fit each other."""
        return not self.pending and not self.unknown


def migration_state() -> MigrationState:
    """Read now; database errors are the caller's."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    ours = {app for app, _name in loader.disk_migrations}
    unknown = [
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    ]
    return MigrationState([migration for migration, _back in plan], sorted(unknown))


def applied() -> list[str]:
    """Names of the applied migrations of the product's apps, sorted: the state of a backup."""
    loader = MigrationExecutor(connection).loader
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)
