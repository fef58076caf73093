"""A fairer split of the cases: which could be handed over, from whom to whom, and why those.

A proposal with its arithmetic. The manager decides, case by case.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.registries import Phase
from stegvis.casework.cases.rules import weight
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asking, asks, both
from stegvis.desk.manage.caseloads import CaseLine, Caseload, CaseStanding, lines_of

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
class Step:
    """A case that would be moved, by keys, and the weights of both before and after."""

    stands: CaseStanding
    giver: int
    taker: int
    weights: tuple[float, float, float, float]


@asks
def moves(actor: Actor, stands: list[CaseStanding], loads: list[Caseload]) -> Asking[list[Move]]:
    """From the heaviest to the lightest until the difference is no more than UNFAIR, whoever came
    last first; nobody with a protected identity, and nobody to a colleague who is away."""
    takers = yield from asking(takers_in, actor)
    chosen = steps(stands, loads, takers)
    accounts = {load.account.pk: load.account for load in loads}
    found = yield from asking(lines_of, actor, [one.stands for one in chosen], accounts)
    return moves_of(chosen, found, accounts)


@asks
def takers_in(actor: Actor) -> Asking[list[int]]:
    """Coordinators of the unit who are there today, by key."""
    there = working_in(actor.unit_id, [Role.COORDINATOR])
    away, _read = yield from both(asking(cases.away, actor), _read_rows(there))
    return [account.pk for account in there if account.pk not in away]


def _read_rows(rows: QuerySet[Account]) -> Asking[None]:
    yield (rows,)


def moves_of(
    chosen: list[Step], found: dict[int, CaseLine], accounts: dict[int, Account]
) -> list[Move]:
    """The steps of a fairer split as moves of cases that are open still."""
    return [
        Move(found[one.stands.case_id], accounts[one.giver], accounts[one.taker], *one.weights)
        for one in chosen
        if one.stands.case_id in found
    ]


def steps(stands: list[CaseStanding], loads: list[Caseload], takers: list[int]) -> list[Step]:
    """What would be moved, one after the other."""
    weights = {load.account.pk: load.weight for load in loads}
    easy = _easy_by_giver(stands)
    found: list[Step] = []
    while takers and any(easy.values()) and len(found) < AT_MOST:
        giver = max((pk for pk in easy if easy[pk]), key=lambda pk: (weights[pk], pk))
        taker = min(takers, key=lambda pk: (weights[pk], pk))
        heavy, light = weights[giver], weights[taker]
        one = easy[giver].pop()
        moved = weight(one.standing)
        if heavy - light <= UNFAIR or heavy - light < 2 * moved:
            break
        weights[giver], weights[taker] = heavy - moved, light + moved
        found.append(Step(one, giver, taker, (heavy, heavy - moved, light, light + moved)))
    return found


def _easy_by_giver(stands: list[CaseStanding]) -> dict[int, list[CaseStanding]]:
    """Cases that are easy to hand over, by who coordinates; whoever came last is last."""
    found: dict[int, list[CaseStanding]] = {}
    for one in sorted(stands, key=lambda one: (one.opened_on, one.case_id)):
        if one.coordinator_id and not one.is_protected and one.standing.phase in EASY:
            found.setdefault(one.coordinator_id, []).append(one)
    return found
