"""Seals: a hash over a range of events, chained to the one before, so that tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from stegvis.core.audit.models import AuditEvent, Seal

FIELDS = (
    "id", "at", "tenant_id", "kind", "verb", "account_id", "role", "unit_id", "purpose", "job",
    "person_id", "object_type", "object_id", "code", "fields", "values", "encrypted",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A seal that no longer fits what it sealed."""

    tenant_id: int
    sequence: int
    first_event_id: int
    last_event_id: int


def seal_tenant(tenant_id: int, *, until: datetime | None = None) -> Seal | None:
    """Seal everything since the last seal; None when there is nothing new.

    With `until`, events from then on stay open: an event of a transaction still in progress has
    its number already, and would seem slipped in if the range around it were sealed.
    """
    with transaction.atomic():
        last = _last(tenant_id)
        events = list(
            _range(tenant_id, last.last_event_id if last else 0, _through(tenant_id, until))
        )
        if not events:
            return None
        return Seal.objects.create(
            tenant_id=tenant_id,
            sequence=last.sequence + 1 if last else 1,
            last_event_id=events[-1].pk,
            events=len(events),
            digest=_digest(last.digest if last else "", events),
        )


def waiting(tenant_id: int, *, until: datetime) -> bool:
    """Whether `seal_tenant` would seal anything."""
    last = _last(tenant_id)
    rows = _range(tenant_id, last.last_event_id if last else 0, _through(tenant_id, until))
    return rows.exists()


def _last(tenant_id: int) -> Seal | None:
    return Seal.objects.filter(tenant_id=tenant_id).order_by("-sequence").first()


def _through(tenant_id: int, until: datetime | None) -> int | None:
    """The last number before the first event that is too young, or None for all."""
    if until is None:
        return None
    young = AuditEvent.objects.filter(tenant_id=tenant_id, at__gte=until).order_by("pk").first()
    return young.pk - 1 if young else None


def verify_tenant(tenant_id: int) -> list[Fault]:
    """Every seal that doesn't hold: an event changed, removed or slipped in, or a seal missing."""
    faults: list[Fault] = []
    before, start, expected = "", 0, 1
    for seal in Seal.objects.filter(tenant_id=tenant_id).order_by("sequence"):
        events = list(_range(tenant_id, start, seal.last_event_id))
        fits = _digest(before, events) == seal.digest and seal.sequence == expected
        if not fits or len(events) != seal.events:
            faults.append(Fault(tenant_id, seal.sequence, start + 1, seal.last_event_id))
        before, start, expected = seal.digest, seal.last_event_id, seal.sequence + 1
    return faults


def _range(tenant_id: int, after: int, through: int | None) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(tenant_id=tenant_id, pk__gt=after)
    if through is not None:
        events = events.filter(pk__lte=through)
    return events.order_by("pk")


def _digest(before: str, events: Iterable[AuditEvent]) -> str:
    """SHA-256 over the previous digest and each event's stored (encrypted) values, in order."""
    state = hashlib.sha256(before.encode())
    for event in events:
        row = [event.at.isoformat() if f == "at" else getattr(event, f) for f in FIELDS]
        state.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
    return state.hexdigest()
