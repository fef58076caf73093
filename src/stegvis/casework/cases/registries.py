"""What higher rooms tell this one: registered, never imported. What the desk asks of every room is
best written with `together.asks`: what all rooms wait for is then read in one statement.

Exit blockers (what is still open when a case ends), timeline entries, where a person stands and
My-day buckets; erasers are registered with the people room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.models import Document
from stegvis.core.registry import Registry as Registry  # noqa: PLC0414  higher rooms' own


@dataclass(frozen=True)
class ExitBlocker:
    """Something open that ends with the case.

    Unless it has to be ended before it (`must_end_first`), or lasts when the unit is no longer
    needed (`goes_on`). `does` says what ending the case does to it.
    """

    sentence: str | Promise
    url: str = ""
    must_end_first: bool = False
    goes_on: bool = False
    does: str | Promise = ""


@dataclass(frozen=True)
class Ending:
    """Why a case ends (a code of `exit_reason`), and its last day."""

    reason: str
    on: date


@dataclass(frozen=True)
class TimelineEntry:
    """Something on the person's timeline: a span or (without `ends`) a moment.

    A moment with a `height` is a point between the lowest (0) and the highest (1) of a scale. The
    points of a row that share a `tone` are joined; the last one's label is written out.
    """

    row: str
    label: str | Promise
    starts: date
    ends: date | None = None
    tone: str = "neutral"
    is_span: bool = False
    url: str = ""
    height: float | None = None


Persons = list[int] | models.QuerySet[Case, int]
"""Which persons are asked about: their keys, or for very many a query of them, so that no statement
has to list them."""


class Phase(models.IntegerChoices):
    """How near work somebody is, in words that reveal neither health nor method."""

    AFTER = 0, _("After the exit")
    NEW = 1, _("New")
    MAPPING = 2, _("Mapping")
    NO_STEP = 3, _("No step")
    ACTIVITY = 4, _("Activity")
    STUDIES = 5, _("Studies")
    LOOKING = 6, _("Looking for a place")
    WORKPLACE = 7, _("At a workplace")
    WORK = 8, _("Work")

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        tones = {Phase.STUDIES: "plum", Phase.WORKPLACE: "lake", Phase.WORK: "good"}
        return {**tones, Phase.LOOKING: "plum", Phase.NO_STEP: "soon"}.get(self, "")


class Standing(NamedTuple):
    """What a room knows of a person today. A tuple: a unit's page makes very many.

    `moved_on` is the day something last happened. `goes_on` says that something is under way or
    planned, so that the case doesn't stand still however long ago that day is. `ends_on` is the
    last day of the steps the person has (date.max: open-ended; None: no step).
    """

    phase: Phase
    moved_on: date | None = None
    goes_on: bool = False
    ends_on: date | None = None

    def and_also(self, other: Standing) -> Standing:
        """Both rooms' knowledge: the phase nearest work, the latest days, anything that goes on."""
        return Standing(
            max(self.phase, other.phase),
            _latest(self.moved_on, other.moved_on),
            self.goes_on or other.goes_on,
            _latest(self.ends_on, other.ends_on),
        )


def _latest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


class Reason(models.TextChoices):
    """What kind of reason brings somebody onto My day: what it is filtered by."""

    NEW = "new", _("New to me")
    TASK = "task", _("Something to do")
    MEETING = "meeting", _("A meeting")
    ENDING = "ending", _("Ends soon")
    PLAN = "plan", _("The plan")
    AREAS = "areas", _("Areas of life")
    PROPOSAL = "proposal", _("A proposed place")
    PLACEMENT = "placement", _("A placement")
    FOLLOW_UP = "follow_up", _("After the exit")
    ASKED = "asked", _("Somebody asks")
    STILL = "still", _("Stands still")
    OTHER = "other", _("Other")


@dataclass(frozen=True)
class BucketRow:
    """A line of My day: why the person is here, and what the next step is.

    Both are read over shoulders: nothing about health, method or diagnosis, and no free text.
    Without a `url` the next step is taken on the person's page.
    """

    person: Person
    why: str | Promise
    next_step: str | Promise
    url: str = ""
    urgent: bool = False
    due: date | None = None
    reason: Reason = field(kw_only=True)


@dataclass(frozen=True)
class Gathering:
    """Something on My day that is about many at once, so that no person stands beside it."""

    title: str
    when: str
    next_step: str | Promise
    url: str
    urgent: bool = False


class ExitCloser(Protocol):
    """Called in the action that ends a case: closes what ends with it, returns how many."""

    def __call__(self, case: Case, /, *, ending: Ending, by: Actor) -> int: ...


class HandOver(Protocol):
    """Called in the action that changes coordinator, while the actor still works with the case:
    gives the new one what lies ahead of the former, returns how much."""

    def __call__(
        self, case: Case, /, *, former: Account, coordinator: Account, by: Actor
    ) -> int: ...


EXIT_BLOCKERS: Registry[Callable[[Case, Actor], list[ExitBlocker]]] = Registry()
EXIT_CLOSERS: Registry[ExitCloser] = Registry()
WITH_THE_CASE: Registry[HandOver] = Registry()
AWAY: Registry[Callable[[Actor], dict[int, date]]] = Registry()
"""Who of the actor's unit is away today, by account, and the last day of it: nobody is given to
them meanwhile."""
TIMELINE: Registry[Callable[[Person, Actor], list[TimelineEntry]]] = Registry()
STANDINGS: Registry[Callable[[Actor, Persons], dict[int, Standing]]] = Registry()
DO_TODAY: Registry[Callable[[Actor], list[BucketRow]]] = Registry()
GATHERINGS: Registry[Callable[[Actor], list[Gathering]]] = Registry()
WAITING_FOR_ANSWER: Registry[Callable[[Actor], list[BucketRow]]] = Registry()


class Enclosing(Protocol):
    """How a room to the right keeps what came with a referral, and shows it beside it."""

    def enclose(self, referral: Referral, /, *, files: list[CheckedFile], by: Actor) -> None:
        """Called in the transaction that stores the referral."""

    def enclosed(self, referrals: list[Referral], /, *, by: Actor) -> dict[int, list[Document]]:
        """By referral, what the actor may open of what came with it."""


ENCLOSURES: Registry[Enclosing] = Registry()
