"""Changing the data keys: what an older one closed is closed anew with the newest.

New values take the newest key and any key reads, so a key can be added at any time. Only when
nothing rests on an older one any more can that be taken away. Work is done in batches that each
stand by themselves: broken off halfway, it goes on where it was. A value that somebody changes
meanwhile is left as they wrote it, which is with the newest key. Blind indexes are the exception to
row by row: `fingerprints` renews every row of one text at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Cast

from stegvis.core import encryption, fingerprints
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import PersonKey
from stegvis.core.encryption import CannotDecryptError
from stegvis.core.fields import EncryptedTextField
from stegvis.core.fingerprints import BlindIndex

BATCH = 500


@dataclass(frozen=True)
class Store:
    """A column that rests on the data keys.

    `renewed` takes what is stored and gives what it is with the newest key: the same when it rests
    on that already. CannotDecryptError when no key opens it.
    """

    model: type[models.Model]
    column: str
    source: str
    renewed: Callable[[str, str], str]
    """(what is stored in `column`, what is stored in `source`) → what should be in `column`."""
    index: BlindIndex | None = None
    """What the column is, when it is the fingerprint of an encrypted text."""

    @property
    def is_tenants(self) -> bool:
        """Whether each row belongs to a tenant."""
        return any(f.attname == "tenant_id" for f in self.model._meta.concrete_fields)

    @property
    def name(self) -> str:
        """As the log has it: `people.person.number`."""
        return f"{self.model._meta.label_lower}.{self.column}"


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


def stores(*, in_installation: bool) -> list[Store]:
    """The columns that rest on the data keys: of the installation itself, or of each tenant."""
    return [s for s in _stores() if s.is_tenants != in_installation]


def _stores() -> Iterator[Store]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield Store(model, field.attname, field.attname, _token)
    yield Store(PersonKey, "wrapped", "wrapped", _token)
    yield Store(Authenticator, "data", "data", _tokens_in_json)
    for _name, index in fingerprints.INDEXES:
        yield Store(index.model, index.column, index.source, _index_by(index), index)


def renew(store: Store, *, after: int, by: Actor) -> tuple[int | None, Outcome]:
    """Renew the next batch in the scope's tenant: the last key looked at (None: no more), and how
    it went.
    """
    rows = list(_raw(store, after, by))
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
                    index, texts[row.pk], tenant_id=tenant_id, also=row.stored
                )
        except IntegrityError:
            outcome.in_the_way += 1


def _raw(store: Store, after: int, by: Actor) -> Iterator[tuple[int, str, str]]:
    """Key, value and source as they are stored, of the next rows that hold something."""
    text = models.TextField()
    whose = {"tenant_id": by.tenant_id} if store.is_tenants else {}
    rows = (
        store.model._base_manager.filter(pk__gt=after, **whose)
        .annotate(_stored=Cast(store.column, text), _source=Cast(store.source, text))
        .exclude(_source="")
        .order_by("pk")
    )
    yield from rows.values_list("pk", "_stored", "_source")[:BATCH]


def _older(store: Store, rows: list[tuple[int, str, str]], outcome: Outcome) -> Iterator[_Row]:
    for pk, stored, source in rows:
        try:
            wanted = store.renewed(stored, source)
        except CannotDecryptError:
            outcome.unreadable += 1
            continue
        if wanted != stored:
            yield _Row(pk, stored, source, wanted)


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


def _token(stored: str, _source: str) -> str:
    return encryption.renewed(stored)


def _tokens_in_json(stored: str, _source: str) -> str:
    """An authenticator's values: those that are encrypted anew, the others as they are."""
    values = json.loads(stored)
    renewed = _walk(values)
    return stored if renewed == values else json.dumps(renewed)


def _walk(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _walk(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walk(inner) for inner in value]
    if isinstance(value, str) and encryption.is_token(value):
        return encryption.renewed(value)
    return value


def _index_by(index: BlindIndex) -> Callable[[str, str], str]:
    return lambda _stored, source: index.newest(encryption.decrypt(source))
