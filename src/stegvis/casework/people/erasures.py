"""The list of erased persons, kept beside the documents so that it outlives every backup.

A backup from before an erasure still holds the person. Restoring it replays this list, so that who
was erased stays erased. The list names nobody: it has random ids, dates and reasons.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from stegvis.casework.people.models import Person
from stegvis.core import tenancy
from stegvis.core.audit.models import Erasure
from stegvis.core.organisations.models import Tenant

FILE_NAME = "erasures.jsonl"


class ErasureListError(Exception):
    """The file isn't a list of erasures; the sentence names the line."""


@dataclass(frozen=True)
class ErasedPerson:
    """One erasure: the tenant's and the person's public ids, when (ISO 8601) and why."""

    tenant: str
    person: str
    at: str
    reason: str


def path() -> Path:
    """Where this installation keeps its list."""
    return Path(settings.DATA_DIR) / FILE_NAME


def in_database() -> list[ErasedPerson]:
    """Every erasure the database remembers, tenant by tenant, oldest first."""
    found = []
    for tenant in Tenant.objects.order_by("pk"):
        with tenancy.tenant_scope(tenant.pk):
            rows = Erasure.objects.filter(tenant_id=tenant.pk).order_by("pk")
            found += [
                ErasedPerson(tenant.public_id, row.person_public_id, row.at.isoformat(), row.reason)
                for row in rows
            ]
    return found


def read(file: Path) -> list[ErasedPerson]:
    """The list in a file; empty when there is none, ErasureListError when it is damaged."""
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(ErasedPerson(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise ErasureListError(f"Line {number} of {file} is no erasure.") from error
    return found


def merged(*lists: Iterable[ErasedPerson]) -> list[ErasedPerson]:
    """Each person once, as first told, in order of time."""
    known: dict[str, ErasedPerson] = {}
    for one in (erased for erasures in lists for erased in erasures):
        known.setdefault(one.person, one)
    return sorted(known.values(), key=lambda one: (one.at, one.person))


def keep_file(*more: ErasedPerson) -> None:
    """Bring the installation's file up to date with the database, losing nothing it says."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write(file, merged(read(file), in_database(), more))


def write(file: Path, erasures: Iterable[ErasedPerson]) -> None:
    """Put a list in a file's place, whole or not at all."""
    draft = file.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as lines:
        for one in erasures:
            lines.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    draft.replace(file)


def still_here(erasures: Iterable[ErasedPerson]) -> list[tuple[int, ErasedPerson]]:
    """Those on the list whom the database holds (again), each with the tenant's key."""
    found = []
    tenants = dict(Tenant.objects.values_list("public_id", "pk"))
    for one in erasures:
        if (tenant_id := tenants.get(one.tenant)) is not None:
            with tenancy.tenant_scope(tenant_id):
                if Person.objects.filter(public_id=one.person).exists():
                    found.append((tenant_id, one))
    return found
