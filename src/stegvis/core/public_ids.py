"""Random public ids for URLs: they say nothing, can't be guessed and can be read aloud."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16


def new_public_id() -> str:
    """Sixteen characters, 79 bits, without look-alikes (0 o, 1 l i)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
