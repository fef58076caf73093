"""The steps of an upgrade, in the order that leaves the database whole if one of them fails."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.db import connection

from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.cli.screen import Step
from stegvis.cli.upgrading.losses import losses
from stegvis.core.codes.models import Code
from stegvis.core.database import roles, walls
from stegvis.core.database.state import migration_state


@dataclass
class Report:
    """What an upgrade changed."""

    is_new: bool
    migrations: list[str]
    walls: int
    codes: int
    changed_codes: int


def upgrade(*, progress: Step, lose: bool = False) -> Report:
    """Migrate, make the cache's table, load the codes, put the walls up.

    Refuses, with nothing changed, a database newer than this version, a role that doesn't own it
    or that row-level security binds, and (unless `lose`) migrations that would remove what still
    holds data.
    """
    state = migration_state()
    if state.unknown:
        raise CannotGoOnError(
            f"The database is newer than this Stegvis (it has {state.unknown[0]}). Install the "
            "version it was upgraded with, or a later one."
        )
    _refuse_other_role()
    _refuse_role_behind_the_walls()
    if not lose and (lost := losses(state.pending)):
        raise CannotGoOnError(
            "Nothing was changed, because data would be lost: "
            + "; ".join(lost)
            + ". Upgrade through the versions between, which move it first. To throw it away, "
            "take a backup and run: stegvis upgrade --lose-data"
        )
    return _run(progress)


def _refuse_other_role() -> None:
    """On PostgreSQL the owner upgrades; on an empty database anybody who may create tables."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' "
            "AND NOT pg_has_role(current_user, tableowner, 'MEMBER') LIMIT 1"
        )
        foreign = cursor.fetchone()
        cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
        may_create = cursor.fetchone()[0]
    if foreign or not may_create:
        raise BadInputError(
            f"The role {roles.name()} doesn't own the database's tables. Set "
            "STEGVIS_DATABASE_OWNER_URL to the role that does (docs/how-to/install.md)."
        )


def _refuse_role_behind_the_walls() -> None:
    """A migration of rows would see none and call it done; nothing later would tell."""
    if not roles.sees_every_tenant():
        role = roles.name()
        raise BadInputError(
            f"The role {role} owns the tables but row-level security hides their rows from it, so "
            "an upgrade would leave them as they are. Give it the right as a superuser, then "
            f'upgrade again: ALTER ROLE "{role}" BYPASSRLS (docs/how-to/install.md).'
        )


def _run(progress: Step) -> Report:
    state = migration_state()
    total = len(state.pending) + 2
    before = _codes()
    call_command("migrate", verbosity=1, interactive=False, stdout=_Applied(progress, total))
    progress(total - 1, total)
    walls.put_up()
    progress(total, total)
    after = _codes()
    return Report(
        is_new=not before,
        migrations=[f"{migration.app_label}.{migration.name}" for migration in state.pending],
        walls=sum(1 for name, _sql in walls.statements() if name),
        codes=len(after),
        changed_codes=len(after - before),
    )


def _codes() -> set[tuple[str, ...]]:
    """Every code as it stands, in the columns that the database has so far; none before the table
    is there."""
    table = Code._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        there = {c.name for c in connection.introspection.get_table_description(cursor, table)}
    names = [f.name for f in Code._meta.concrete_fields if f.name != "id" and f.column in there]
    return {tuple(map(str, row)) for row in Code.objects.values_list(*names)}


class _Applied(StringIO):
    """Counts the migrations as `migrate` names them."""

    def __init__(self, progress: Step, total: int) -> None:
        super().__init__()
        self._progress, self._total, self._done = progress, total, 0

    def write(self, text: str) -> int:
        """A line of its report."""
        if "Applying" in text:
            self._progress(self._done, self._total)
            self._done += 1
        return super().write(text)
