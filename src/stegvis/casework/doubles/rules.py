"""Who makes one record of two."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core.audit.actor import Actor


@dataclass(frozen=True)
class Pair:
    """Two records of a board: the one that is kept, and the one that goes into it."""

    kept: Person
    gone: Person


def resolves(by: Actor) -> bool:
    """A unit's manager or a registrar: they sort out numbers that are known already."""
    return by.is_system or (by.is_staff and by.role in RESOLVING)


def may_merge(pair: Pair, by: Actor) -> bool:
    """Whoever resolves and answers for the whole of both files, neither on a passing ground. Never
    across boards, where each keeps a record of its own."""
    is_one_board = pair.kept.secrecy_area_id == pair.gone.secrecy_area_id
    if not (resolves(by) and is_one_board and pair.kept.pk != pair.gone.pk):
        return False
    both = (pair.kept, pair.gone)
    return all(people.answers_for(one, by=by, compartment="journal") for one in both)
