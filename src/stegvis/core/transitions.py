"""Stored statuses: which steps each may take, as data that the documentation is drawn from.

Most statuses follow from facts and are never stored. These are steps of the product's own work: the
worker takes them, never a person in a role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Transition:
    """A step a status may take, and what makes it.

    `reason_in` names the field that has to say why, if any has to; `clears` those that are emptied.
    """

    start: str
    end: str
    because: str
    reason_in: str = ""
    clears: tuple[str, ...] = ()


def take(row: Any, to: str, *, among: tuple[Transition, ...], reason: str = "") -> None:
    """Let the row's status take the step there; saves nothing.

    ValueError for a step that isn't among them, and for one that lacks its reason.
    """
    step = next((one for one in among if (one.start, one.end) == (row.status, to)), None)
    if step is None:
        raise ValueError(f"a {type(row).__name__} doesn't go from {row.status} to {to}")
    if step.reason_in and not reason:
        raise ValueError(f"a {type(row).__name__} doesn't go to {to} without a reason")
    row.status = to
    if step.reason_in:
        setattr(row, step.reason_in, reason)
    for name in step.clears:
        setattr(row, name, "")
