"""Ports for servers under test, that no other run of the tests on this machine can take.

They lie below those the system hands out by itself, in blocks; a run owns a block for as long as
it listens on its first port.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from functools import cache

FIRST, END, BLOCK = 20_000, 32_000, 100


def free_port() -> int:
    """A port that nobody listens on, and that this run never gives twice."""
    _held, ports = _block()
    for port in ports:
        try:
            _listening_on(port).close()
        except OSError:
            continue
        return port
    raise RuntimeError(f"This run has used up its {BLOCK} ports.")


@cache
def _block() -> tuple[socket.socket, Iterator[int]]:
    """What holds a block for this run, and the ports in it."""
    for first in range(FIRST, END, BLOCK):
        try:
            return _listening_on(first), iter(range(first + 1, first + BLOCK))
        except OSError:
            continue
    raise RuntimeError(f"Every block of ports from {FIRST} to {END} is in use.")


def _listening_on(port: int) -> socket.socket:
    """A socket that listens on a port; `OSError` when it is taken."""
    found = socket.socket()
    try:
        found.bind(("127.0.0.1", port))
        found.listen()
    except OSError:
        found.close()
        raise
    return found
