"""Random public ids for URLs: they say nothing, can't be guessed and can be read aloud."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16

_seeded: ContextVar[Random | None] = ContextVar("stegvis_public_ids", default=None)


def new_public_id() -> str:
    """Sixteen characters, 79 bits, without look-alikes (0 o, 1 l i)."""
    seeded, highest = _seeded.get(), len(ALPHABET) ** LENGTH
    left = seeded.randrange(highest) if seeded else secrets.randbelow(highest)
    characters = []
    for _place in range(LENGTH):
        left, one = divmod(left, len(ALPHABET))
        characters.append(ALPHABET[one])
    return "".join(characters)


@contextmanager
def drawn_from(source: Random) -> Iterator[None]:
    """Draw ids from a seeded source: the demo's addresses are then the same each time."""
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
