"""What higher rooms tell this one: registered, never imported.

Exit blockers (what is still open when a case ends), timeline entries, My-day buckets and erasers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.functional import Promise

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries, in the order they were registered."""

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> T:
        """Add an entry; two of a name is a programmer's error."""
        if name in self._entries:
            raise RuntimeError(f"{name} is registered twice")
        self._entries[name] = entry
        return entry

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())


@dataclass(frozen=True)
class ExitBlocker:
    """Something open that ends with the case, or has to be ended first."""

    sentence: str | Promise
    url: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """Something on the person's timeline: a span or (without `ends`) a moment."""

    row: str
    label: str | Promise
    starts: date
    ends: date | None = None
    tone: str = "neutral"
    is_span: bool = False
    url: str = ""


@dataclass(frozen=True)
class BucketRow:
    """A line of My day: why the person is here, and what the next step is."""

    person: Person
    why: str | Promise
    next_step: str | Promise
    url: str
    urgent: bool = False
    due: date | None = None


EXIT_BLOCKERS: Registry[Callable[[Case, Actor], list[ExitBlocker]]] = Registry()
TIMELINE: Registry[Callable[[Person, Actor], list[TimelineEntry]]] = Registry()
DO_TODAY: Registry[Callable[[Actor], list[BucketRow]]] = Registry()
WAITING_FOR_ANSWER: Registry[Callable[[Actor], list[BucketRow]]] = Registry()
ERASERS: Registry[Callable[[Person, Actor], int]] = Registry()
