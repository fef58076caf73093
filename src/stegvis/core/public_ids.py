"""Random public ids for URLs: they say nothing, can't be guessed and can be read aloud."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16

_seeded: ContextVar[Random | None] = ContextVar("stegvis_public_ids", default=None)
_random = secrets.SystemRandom()


def new_public_id() -> str:
    """Sixteen characters, 79 bits, without look-alikes (0 o, 1 l i)."""
    source = _seeded.get() or _random
    return "".join(source.choice(ALPHABET) for _ in range(LENGTH))


@contextmanager
def drawn_from(source: Random) -> Iterator[None]:
    """Draw ids from a seeded source: the demo's addresses are then the same each time."""
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
