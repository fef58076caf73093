"""Changing the data keys: what an older one closed is closed anew with the newest.

New values take the newest key and any key reads, so a key can be added at any time. Only when
nothing rests on an older one any more can that be taken away. Work is done in batches that each
stand by themselves: broken off halfway, it goes on where it was. A value that somebody changes
meanwhile is left as they wrote it, which is with the newest key. Blind indexes are the exception to
row by row: `fingerprints` renews every row of one text at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from stegvis.core import encryption, fingerprints
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.encrypted import Store
from stegvis.core.encryption import CannotDecryptError
from stegvis.core.fingerprints import BlindIndex

BATCH = 500
NEWEST = 0


@dataclass
class Outcome:
    """How many values were looked at, and what became of them."""

    seen: int = 0
    renewed: int = 0
    unreadable: int = 0
    """No data key of the installation opens them."""
    in_the_way: int = 0
    """Two rows would hold one index that only one may: a number has two records in a board."""

    def add(self, other: Outcome) -> None:
        """Take in what another batch came to."""
        self.seen += other.seen
        self.renewed += other.renewed
        self.unreadable += other.unreadable
        self.in_the_way += other.in_the_way


@dataclass(frozen=True)
class _Row:
    pk: int
    stored: str
    source: str
    wanted: str


def renew(store: Store, *, after: int, by: Actor) -> tuple[int | None, Outcome]:
    """Renew the next batch in the scope's tenant: the last key looked at (None: no more), and how
    it went.
    """
    rows = list(store.rows(by.tenant_id).filter(pk__gt=after)[:BATCH])
    outcome = Outcome(seen=len(rows))
    older = list(_older(store, rows, outcome))
    if older:
        _write(store, older, outcome, by=by)
    return (rows[-1][0] if len(rows) == BATCH else None), outcome


@action("data_keys.renewed", rule=only_system)
def _write(store: Store, rows: list[_Row], outcome: Outcome, *, by: Actor) -> None:
    """The facts are the same before and after, so the log tells only that it was done."""
    if store.index is not None:
        _write_together(store.index, rows, outcome, by=by)
        return
    for row in rows:
        outcome.renewed += _replace(store, row)


def _write_together(index: BlindIndex, rows: list[_Row], outcome: Outcome, *, by: Actor) -> None:
    """Every row of a text at once, wherever in the tenant it is."""
    tenant_id = by.tenant_id or 0
    texts = {row.pk: encryption.decrypt(row.source) for row in rows}
    index.hold(tenant_id, texts.values())
    for row in rows:
        try:
            with transaction.atomic():
                outcome.renewed += fingerprints.unite(
                    index, texts[row.pk], tenant_id=tenant_id, found=(row.pk, row.stored)
                )
        except IntegrityError:
            outcome.in_the_way += 1


def _older(store: Store, rows: list[tuple[int, str, str]], outcome: Outcome) -> Iterator[_Row]:
    for pk, stored, source in rows:
        try:
            if store.key_of(stored, source) != NEWEST:
                yield _Row(pk, stored, source, store.renewed(stored, source))
        except CannotDecryptError:
            outcome.unreadable += 1


def _replace(store: Store, row: _Row) -> int:
    """Put the new value in the old one's place, unless somebody has changed it since."""
    quote = connection.ops.quote_name
    table, column = quote(store.model._meta.db_table), quote(store.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE id = %s AND CAST({column} AS text) = %s",
            [row.wanted, row.pk, row.stored],
        )
        return int(cursor.rowcount)
