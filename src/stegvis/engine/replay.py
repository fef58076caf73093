"""Replay: the fingerprint of what an answer was computed from."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import numpy as np

from stegvis.engine.facts import Lists, Opportunities, Seekers
from stegvis.engine.relations import Relations
from stegvis.engine.score import Weights

SCHEMA = "stegvis-engine-1"
"""Changes with the facts' fields or with what a limit or a term means."""


def input_hash(
    seekers: Seekers, places: Opportunities, relations: Relations, weights: Weights
) -> str:
    """BLAKE2b (256 bits, hex) over names, types, shapes and little-endian bytes of every array.

    The same facts give the same hash on every machine, and the same hash the same answer.
    """
    digest = hashlib.blake2b(digest_size=32)
    digest.update(f"{SCHEMA}|{weights!r}".encode())
    for table in (seekers, places, relations):
        for field in fields(table):
            value = getattr(table, field.name)
            parts = vars(value).items() if isinstance(value, Lists) else [("", value)]
            for name, array in parts:
                plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
                digest.update(f"|{field.name}.{name}|{plain.dtype.str}|{plain.shape}|".encode())
                digest.update(plain.tobytes())
    return digest.hexdigest()
