"""Time and memory of `stegvis audit verify` beside one SHA-256 over the same bytes, in one run.

    python -m bench.audit_verify --events 100000
    STEGVIS_TEST_DATABASE=postgresql python -m bench.audit_verify --events 100000

Events with values of some hundred characters, sealed a thousand at a time. The peers: the same
bytes hashed from memory, and the same rows read by a bare cursor and hashed as they come. It prints
figures and asserts nothing.

Measured with `--events 20000` on SQLite: 3.0 times the bare cursor, 122 times SHA-256 from memory,
and no more memory than before.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from bench import database  # first of all

# isort: split
from django.db import connection
from tests.cast import build_cast

from stegvis.cli.auditing import verifying
from stegvis.core import clock, tenancy
from stegvis.core.audit import seals
from stegvis.core.audit.models import AuditEvent, EventKind

SEALED = 1_000
WORDS = ("namn", "adress", "plan", "möte", "praktik", "överenskommelse")


def draw(tenant_id: int, number: int, seed: int) -> Iterator[AuditEvent]:
    """Reads and changes of a year; a change carries values, as encrypted ones are long."""
    dice, first = random.Random(seed), clock.now() - timedelta(days=365)
    for n in range(number):
        is_change = n % 3 == 0
        yield AuditEvent(
            tenant_id=tenant_id,
            at=first + timedelta(seconds=n * 300),
            kind=EventKind.CHANGE if is_change else EventKind.READ,
            verb="people.person.opened",
            account_id=dice.randrange(100),
            role="coordinator",
            unit_id=1,
            purpose="casework",
            person_id=dice.randrange(10_000),
            object_type="people.person",
            object_id=n,
            fields=["identity"],
            values=" ".join(dice.choices(WORDS, k=60)) if is_change else "",
            encrypted=is_change,
        )


def put_in(tenant_id: int, number: int, seed: int) -> None:
    """A thousand events and their seal at a time."""
    events = draw(tenant_id, number, seed)
    for _first in range(0, number, SEALED):
        with tenancy.tenant_scope(tenant_id):
            AuditEvent.objects.bulk_create(
                [event for _n, event in zip(range(SEALED), events, strict=False)]
            )
            seals.seal_tenant(tenant_id)


def everything(tenant_id: int) -> list[bytes]:
    """What is hashed of every event, in memory."""
    with tenancy.tenant_scope(tenant_id):
        rows = AuditEvent.objects.order_by("pk").values_list(*seals.FIELDS)
        return [seals.bytes_of(key, at, rest) for key, at, *rest in rows.iterator(2_000)]


def bare(tenant_id: int) -> None:
    """The same rows by a cursor, hashed as they come."""
    columns = ", ".join(f'"{name}"' for name in seals.FIELDS)
    state = hashlib.sha256()
    with tenancy.tenant_scope(tenant_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM audit_auditevent ORDER BY id")
        while rows := cursor.fetchmany(2_000):
            for row in rows:
                state.update(repr(row).encode())


def timed(work: Callable[[], object]) -> float:
    """The best of three, in seconds."""
    took = []
    for _time in range(3):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def megabytes() -> float:
    """The most memory the process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Draw and seal, verify, then the peers, which hold more memory."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--events", type=int, default=100_000)
    said.add_argument("--seed", type=int, default=7)
    options = said.parse_args()
    database.prepare()
    tenant_id = build_cast().tenant.pk
    put_in(tenant_id, options.events, options.seed)
    before = megabytes()
    ours = timed(lambda: verifying.verify(lambda _done, _of: None))
    grew = megabytes() - before
    cursor = timed(lambda: bare(tenant_id))
    rows = everything(tenant_id)
    hashed = timed(lambda: hashlib.sha256(b"".join(rows)))
    size = sum(map(len, rows)) / 1e6
    print(
        f"{connection.vendor}, {options.events} events, {size:.0f} MB: verified in {ours:.2f} s, "
        f"{ours / cursor:.1f} times a bare cursor ({cursor:.2f} s), {ours / hashed:.0f} times "
        f"SHA-256 from memory ({hashed:.3f} s); memory grew by {grew:.1f} MB"
    )


if __name__ == "__main__":
    main()
