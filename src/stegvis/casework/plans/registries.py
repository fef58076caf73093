"""What rooms further right tell this one: what ends together with a step,
and what is drawn beside the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity
from stegvis.core.audit.actor import Actor
from stegvis.core.registry import Registry

WITH_THE_STEP: Registry[Callable[[Activity, Actor], None]] = Registry()
"""Called in the action that finishes or stops a step, after it has been saved."""


MOVED_WITH_THE_STEP: Registry[Callable[[Activity, Actor], None]] = Registry()
"""Called in the action that changes a step, after it has been saved."""

ANSWERED_ELSEWHERE: Registry[Callable[[Activity], bool]] = Registry()
"""Whether whoever answers for a step does so in another room, whoever coordinates the case."""


@dataclass(frozen=True)
class Beside:
    """A part of the plan's page that another room draws: its template, and what that shows."""

    template: str
    shown: object


BESIDE: Registry[Callable[[Person, Actor], Beside | None]] = Registry()
"""What stands beside the steps on the page of somebody's plan; None: nothing."""
