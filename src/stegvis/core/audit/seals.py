"""Seals: a hash over a range of events, chained to the one before, so that tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from stegvis.core import turns
from stegvis.core.audit.models import AuditEvent, Seal

FIELDS = (
    "id", "at", "tenant_id", "kind", "verb", "account_id", "role", "unit_id", "purpose", "job",
    "person_id", "object_type", "object_id", "code", "fields", "values", "encrypted",
)  # fmt: skip


PAGE = 2000


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
        turns.take(f"seal {tenant_id}")
        last = _last(tenant_id)
        after, through = last.last_event_id if last else 0, _through(tenant_id, until)
        sum_ = _sum(last.digest if last else "", _pages(tenant_id, after, through))
        if not sum_.events:
            return None
        return Seal.objects.create(
            tenant_id=tenant_id,
            sequence=last.sequence + 1 if last else 1,
            last_event_id=sum_.last_event_id,
            events=sum_.events,
            digest=sum_.digest,
        )


def waiting(tenant_id: int, *, until: datetime) -> bool:
    """Whether `seal_tenant` would seal anything."""
    last = _last(tenant_id)
    rows = _range(tenant_id, last.last_event_id if last else 0, _through(tenant_id, until))
    return rows.exists()


def unsealed(tenant_id: int) -> int:
    """How many events no seal guards yet."""
    last = _last(tenant_id)
    return _range(tenant_id, last.last_event_id if last else 0, None).count()


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
        found = _sum(before, _pages(tenant_id, start, seal.last_event_id))
        fits = (found.digest, found.events) == (seal.digest, seal.events)
        if not fits or seal.sequence != expected:
            faults.append(Fault(tenant_id, seal.sequence, start + 1, seal.last_event_id))
        before, start, expected = seal.digest, seal.last_event_id, seal.sequence + 1
    return faults


def _range(tenant_id: int, after: int, through: int | None) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(tenant_id=tenant_id, pk__gt=after)
    if through is not None:
        events = events.filter(pk__lte=through)
    return events.order_by("pk")


def _pages(tenant_id: int, after: int, through: int | None) -> Iterator[tuple[Any, ...]]:
    """The FIELDS of a range's events in order, never more than a page of them in memory."""
    while page := list(_range(tenant_id, after, through).values_list(*FIELDS)[:PAGE]):
        yield from page
        after = page[-1][0]


def bytes_of(key: int, at: datetime, rest: Sequence[Any]) -> bytes:
    """What is hashed of an event: its FIELDS as JSON."""
    row = [key, at.isoformat(), *rest]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class _Sum:
    """A range of events put into one hash."""

    digest: str
    events: int
    last_event_id: int


def _sum(before: str, events: Iterable[tuple[Any, ...]]) -> _Sum:
    """SHA-256 over the previous digest and each event's stored (encrypted) values, in order."""
    state = hashlib.sha256(before.encode())
    count, last = 0, 0
    for key, at, *rest in events:
        state.update(bytes_of(key, at, rest))
        count, last = count + 1, key
    return _Sum(state.hexdigest(), count, last)
