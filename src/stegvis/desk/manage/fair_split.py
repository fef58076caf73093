"""A fairer split of the cases: which could be handed over, from whom to whom, and why those.

A proposal with its arithmetic. The manager decides, case by case.
"""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.registries import Phase
from stegvis.casework.cases.rules import weight
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.desk.manage.caseloads import CaseLine, Caseload, CaseStanding, lines

UNFAIR = 4.0
"""Local routine: a difference in weight that is left as it is."""
AT_MOST = 8
"""Hand-overs proposed at a time."""
EASY = (Phase.NEW, Phase.MAPPING)
"""Persons who have only just begun lose least by another coordinator."""


@dataclass(frozen=True)
class Move:
    """A case that could be handed over, and the weights of both before and after."""

    line: CaseLine
    giver: Account
    taker: Account
    giver_before: float
    giver_after: float
    taker_before: float
    taker_after: float


@dataclass(frozen=True)
class _Step:
    stands: CaseStanding
    giver: int
    taker: int
    weights: tuple[float, float, float, float]


def moves(actor: Actor, stands: list[CaseStanding], loads: list[Caseload]) -> list[Move]:
    """From the heaviest to the lightest until the difference is no more than UNFAIR, whoever came
    last first; nobody with a protected identity, and nobody to a colleague who is away."""
    steps = _steps(actor, stands, {load.account.pk: load.weight for load in loads})
    found = {line.case.pk: line for line in lines(actor, [one.stands.case_id for one in steps])}
    accounts = {load.account.pk: load.account for load in loads}
    return [
        Move(found[one.stands.case_id], accounts[one.giver], accounts[one.taker], *one.weights)
        for one in steps
        if one.stands.case_id in found
    ]


def _steps(actor: Actor, stands: list[CaseStanding], weights: dict[int, float]) -> list[_Step]:
    easy = _easy_by_giver(stands)
    there = working_in(actor.unit_id, [Role.COORDINATOR]).exclude(pk__in=cases.away(actor))
    takers = list(there.values_list("pk", flat=True))
    steps: list[_Step] = []
    while takers and any(easy.values()) and len(steps) < AT_MOST:
        giver = max((pk for pk in easy if easy[pk]), key=lambda pk: (weights[pk], pk))
        taker = min(takers, key=lambda pk: (weights[pk], pk))
        heavy, light = weights[giver], weights[taker]
        one = easy[giver].pop()
        moved = weight(one.standing)
        if heavy - light <= UNFAIR or heavy - light < 2 * moved:
            break
        weights[giver], weights[taker] = heavy - moved, light + moved
        steps.append(_Step(one, giver, taker, (heavy, heavy - moved, light, light + moved)))
    return steps


def _easy_by_giver(stands: list[CaseStanding]) -> dict[int, list[CaseStanding]]:
    """Cases that are easy to hand over, by who coordinates; whoever came last is last."""
    found: dict[int, list[CaseStanding]] = {}
    for one in sorted(stands, key=lambda one: (one.opened_on, one.case_id)):
        if one.coordinator_id and not one.is_protected and one.standing.phase in EASY:
            found.setdefault(one.coordinator_id, []).append(one)
    return found
