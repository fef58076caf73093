"""Writing the audit. Refusals and reads survive a rollback: the boundary writes them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from stegvis.core import tenancy
from stegvis.core.audit import keys
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.recording import Recording
from stegvis.core.audit.refusals import Refusal, RefusedError


@dataclass
class _Kept:
    """Events of one request, job or command that have to outlive its transaction."""

    refusals: list[AuditEvent] = field(default_factory=list)
    written: list[AuditEvent] = field(default_factory=list)


_kept: ContextVar[_Kept | None] = ContextVar("stegvis_kept_events", default=None)


@contextmanager
def boundary() -> Iterator[None]:
    """Around a request, job or command: afterwards write what a rollback would have lost.

    Goes outside the transaction. Refusals are written here only; reads are written at once and,
    if they were rolled back, again.
    """
    kept = _Kept()
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
        _write_kept(kept)


@contextmanager
def own_boundary() -> Iterator[None]:
    """A boundary, unless one is there already: what is done outside every request, job and command
    still leaves its refusals behind.
    """
    if _kept.get() is not None:
        yield
        return
    with boundary():
        yield


def _write_kept(kept: _Kept) -> None:
    by_tenant: dict[int, list[AuditEvent]] = {}
    for event in kept.refusals + kept.written:
        by_tenant.setdefault(event.tenant_id, []).append(event)
    for tenant_id, events in by_tenant.items():
        with tenancy.tenant_scope(tenant_id):
            ids = [event.pk for event in events if event.pk]
            there = set(AuditEvent.objects.filter(pk__in=ids).values_list("pk", flat=True))
            for event in events:
                if event.pk not in there:
                    event.pk = None
                    event.save(force_insert=True)


def write_change(notes: Recording, *, subject: object, result: object) -> AuditEvent:
    """The row of an action that succeeded, in its transaction."""
    person_id = notes.person_id or _person_of(result) or _person_of(subject)
    target = result if isinstance(result, models.Model) else subject
    event = _event(notes.by, EventKind.CHANGE, notes.verb, target, person_id)
    event.fields = sorted({f"{c.model}.{name}" for c in notes.changes for name in c.values})
    values = [
        {"model": c.model, "id": c.object_id, "values": {k: list(v) for k, v in c.values.items()}}
        for c in notes.changes
    ]
    _seal_values(event, json.dumps(values, cls=DjangoJSONEncoder, default=str))
    _insert(event)
    return event


def write_read(
    by: Actor, verb: str, subject: object, *, person_id: int | None, fields: tuple[str, ...] = ()
) -> None:
    """Somebody opens something about a person; written before anything is shown."""
    _write_surviving(_read(by, verb, subject, person_id, fields))


def write_reads(
    by: Actor, verb: str, persons: Iterable[models.Model], *, fields: tuple[str, ...] = ()
) -> None:
    """As `write_read`, of each person on a page that shows many, in one statement."""
    _write_surviving(*[_read(by, verb, person, person.pk, fields) for person in persons])


def _read(
    by: Actor, verb: str, subject: object, person_id: int | None, fields: tuple[str, ...]
) -> AuditEvent:
    event = _event(by, EventKind.READ, verb, subject, person_id)
    event.fields = list(fields)
    return event


def write_event(
    by: Actor,
    kind: EventKind,
    verb: str,
    *,
    subject: object = None,
    person_id: int | None = None,
    code: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """A search, export or sign-in."""
    event = _event(by, kind, verb, subject, person_id)
    event.code = code
    if detail:
        _seal_values(event, json.dumps(detail, cls=DjangoJSONEncoder))
    _write_surviving(event)


def write_disclosure(
    by: Actor, verb: str, subject: object, *, fields: Iterable[str], code: str
) -> AuditEvent:
    """That something about a person was handed out; in the transaction of the action that did it.

    `fields` names the parts, `code` the ground.
    """
    event = _event(by, EventKind.DISCLOSURE, verb, subject, _person_of(subject))
    event.fields, event.code = list(fields), code
    _insert(event)
    return event


def keep_refused(by: Actor, error: RefusedError, *, subject: object, verb: str) -> None:
    """Keep the refusal of an error that is on its way out, once."""
    if not error.is_kept:
        keep_refusal(by, error.refusal, subject=subject, verb=verb)
        error.is_kept = True


def keep_refusal(
    by: Actor, refusal: Refusal, *, subject: object, verb: str, person_id: int | None = None
) -> None:
    """Keep a refusal for the boundary to write after the rollback."""
    event = _event(by, EventKind.REFUSAL, verb, subject, person_id or _person_of(subject))
    event.code = refusal.code
    kept = _kept.get()
    if kept is None:
        _insert(event)
    else:
        kept.refusals.append(event)


def _write_surviving(*events: AuditEvent) -> None:
    if not events:
        return
    _insert(*events)
    kept = _kept.get()
    if kept is not None:
        kept.written.extend(events)


def _insert(*events: AuditEvent) -> None:
    """Insert in the scope of the events' own tenant, which row-level security asks for."""
    tenant_id = events[0].tenant_id
    if tenancy.current_tenant_id() == tenant_id:
        AuditEvent.objects.bulk_create(events)
    else:
        with tenancy.tenant_scope(tenant_id):
            AuditEvent.objects.bulk_create(events)


def _event(
    by: Actor, kind: EventKind, verb: str, subject: object, person_id: int | None
) -> AuditEvent:
    row = subject if isinstance(subject, models.Model) else None
    return AuditEvent(
        tenant_id=by.tenant_id or tenancy.INSTALLATION,
        kind=kind,
        verb=verb,
        account_id=by.account_id,
        role=by.role,
        unit_id=by.unit_id,
        purpose=by.purpose,
        job=by.job,
        person_id=person_id,
        object_type=row._meta.label_lower if row else "",
        object_id=row.pk if row else None,
    )


def _seal_values(event: AuditEvent, text: str) -> None:
    """Values about a person are encrypted with that person's key, and left out once it is gone."""
    if event.person_id is None:
        event.values = text
        return
    sealed = keys.encrypt_for(event.person_id, event.tenant_id, text)
    if sealed is not None:
        event.values, event.encrypted = sealed, True


def _person_of(subject: object) -> int | None:
    return getattr(subject, "audit_person_id", None)
