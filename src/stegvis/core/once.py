"""What a page asks again and again while it is made, found once.

Only while a page is read: nothing that access rests on changes then, so an answer can't grow old.
Everywhere else each question is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
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


def posted_to_read(view: Callable[P, R]) -> Callable[P, R]:
    """For a view that is posted to only to keep what is asked out of addresses: it reads."""

    @wraps(view)
    def reads(*args: P.args, **kwargs: P.kwargs) -> R:
        with while_reading(reads=True):
            return view(*args, **kwargs)

    return reads


def is_reading() -> bool:
    """Whether what is found now is kept until the page is made."""
    return _found.get() is not None


def once(key: Hashable, find: Callable[[], T]) -> T:
    """The answer to a question, asked of the database at most once on a page that is read."""
    found = _found.get()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    return cast(T, found[key])
