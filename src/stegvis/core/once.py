"""What a page asks again and again while it is made, found once.

Only while a page is read: nothing that access rests on changes then, so an answer can't grow old.
Everywhere else each question is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

T = TypeVar("T")

_found: ContextVar[dict[Hashable, object] | None] = ContextVar("found", default=None)


@contextmanager
def while_reading(*, reads: bool) -> Iterator[None]:
    """Keep what is found until the page is made, if it only reads."""
    token = _found.set({} if reads else None)
    try:
        yield
    finally:
        _found.reset(token)


def once(key: Hashable, find: Callable[[], T]) -> T:
    """The answer to a question, asked of the database at most once on a page that is read."""
    found = _found.get()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    return cast(T, found[key])
