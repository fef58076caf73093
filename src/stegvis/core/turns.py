"""Taking turns: what two transactions must not do at once, whichever process they run in."""

from __future__ import annotations

import hashlib

from django.db import connection

LOCK = 57_368_001
"""Our own number among PostgreSQL's advisory locks."""
PLACES = 4096
"""Turns share so many locks, so that a long transaction never fills PostgreSQL's table of them. Two
that share one wait for each other without need, which does no harm."""


def take(*turns: str) -> None:
    """Wait until nobody else holds any of these, then hold them until the transaction ends.

    Take all that is needed at once and before anything is read: they are taken in one order, so
    that two never wait for each other. SQLite's writers take turns anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for place in sorted({_place(turn) for turn in turns}):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, place])


def _place(turn: str) -> int:
    return int.from_bytes(hashlib.sha256(turn.encode()).digest()[:4]) % PLACES
