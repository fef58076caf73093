"""What higher rooms tell this one: registered, never imported.

Exit blockers (what is still open when a case ends), timeline entries and My-day buckets; erasers
are registered with the people room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.registry import Registry as Registry  # noqa: PLC0414  higher rooms' own


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
