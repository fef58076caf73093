"""The compiler (numba): machine code of plain functions, kept for the next process.

It takes seconds to compile and a hundred megabytes to have loaded, which a process that serves
pages never needs: only modules that search in bulk import this one.
"""

from __future__ import annotations

import atexit
import hashlib
import os
from collections.abc import Callable
from inspect import isfunction
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import ModuleType
from typing import Any, TypeVar, cast

import numba
from numba.extending import register_jitable

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """Machine code at the first call, read from disk by later processes; holds no lock of Python.

    Without `fastmath`, so that sums are rounded as NumPy rounds them. Without numba's counting of
    references (`_nrt`), which would count each array at each look: so compiled functions make no
    array, and their caller holds all of them.
    """
    return cast(
        Compiled, numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function)
    )


def let_compiled_code_call(*rooms: ModuleType) -> None:
    """Let compiled code call the plain functions of some modules; they stay plain Python."""
    for room in rooms:
        for one in vars(room).values():
            if isfunction(one) and one.__module__ == room.__name__:
                register_jitable(one)


def code_of_the_engine() -> str:
    """A digest of the engine's code: numba looks for changes in a function's own file, not in those
    of what it calls."""
    digest = hashlib.blake2b(digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _folder_for_machine_code() -> str:
    """`NUMBA_CACHE_DIR` or the user's own cache, a folder for each state of the code.

    Where neither can be written, one that goes when the process does: never a name that somebody
    else could have taken, since what is read from it is run.
    """
    own = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "stegvis"
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or own) / code_of_the_engine()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(folder, os.W_OK):
            return str(folder)
    except (OSError, RuntimeError):
        pass
    passing = mkdtemp(prefix="stegvis-")
    atexit.register(rmtree, passing, ignore_errors=True)
    return passing


numba.config.CACHE_DIR = _folder_for_machine_code()
