"""Urgent openings: which units look at each, who has, and who is waited for.

The unit of the one who opened and every unit that has the person in a queue or a case then look at
it, each by a manager other than the one who opened. Where nobody else manages any of them, another
manager of the board looks at it instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.casework.people.models import Grant, Ground, OpeningReview, Person
from stegvis.casework.people.queries.answering import held_by_units
from stegvis.core.accounts.models import Membership, Role
from stegvis.core.accounts.queries import roles_with_persons
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit
from stegvis.core.together import Asking, answer, asks


@dataclass(frozen=True)
class ToReview:
    """An urgent opening, who has looked at it and which units are waited for, by name."""

    opening: Grant
    signed: list[OpeningReview]
    waiting: list[Unit]
    is_own: bool
    may_sign: bool


@asks
def to_review(actor: Actor) -> Asking[list[ToReview]]:
    """Those that concern the manager's unit and that somebody is still waited for, oldest first."""
    if actor.role != Role.UNIT_MANAGER or actor.unit_id is None:
        return []
    standing = yield from _standing(waiting_in(actor))
    found = [_seen_by(actor, one) for one in standing]
    return [one for one in found if one is not None]


def may_sign(opening: Grant, *, by: Actor) -> bool:
    """Whether the actor's unit is waited for, and the actor isn't the one who opened."""
    return any(one.may_sign for one in to_review(by) if one.opening.pk == opening.pk)


def waiting_for(opening: Grant) -> list[Unit]:
    """The units that still have to look at it, by name."""
    (standing,) = answer(_standing(Grant.objects.filter(pk=opening.pk)))
    return standing.waiting


def concerned_units(person: Person, *, unit_id: int) -> list[int]:
    """The keys of the units that an opening made now in a unit concerns, as the person is held."""
    held = held_by_units().filter(person=person).values_list("unit_id", flat=True)
    return sorted({unit_id, *(pk for pk in held if pk)})


@dataclass(frozen=True)
class _Standing:
    opening: Grant
    units: frozenset[int]
    signed: list[OpeningReview]
    waiting: list[Unit]


def waiting_in(actor: Actor) -> QuerySet[Grant]:
    """Urgent openings in the actor's board that somebody is waited for, the oldest first."""
    rows = Grant.objects.filter(ground=Ground.URGENT, reviewed_at__isnull=True)
    own = rows.filter(person__secrecy_area_id=actor.secrecy_area_id)
    return own.order_by("starts", "pk")


def _standing(openings: QuerySet[Grant]) -> Asking[list[_Standing]]:
    """Where each stands; the number of queries doesn't depend on how many there are."""
    rows = openings.select_related("person", "account").order_by("starts", "pk")
    found = rows.prefetch_related("reviews__unit", "reviews__signed_by")
    managing, units = _managing(), Unit.objects.order_by("name", "pk")
    yield found, managing, units
    managers: dict[int, set[int]] = {}
    for unit_id, account_id in managing:
        managers.setdefault(unit_id, set()).add(account_id)
    return [_stands(one, list(units), managers) for one in found]


def _stands(opening: Grant, units: list[Unit], managers: dict[int, set[int]]) -> _Standing:
    rows = opening.reviews.all()
    signed = [row for row in rows if row.signed_at]
    signed.sort(key=lambda row: (row.signed_at, row.pk))
    concerned, done = {row.unit_id for row in rows}, {row.unit_id for row in signed}
    asked = _asked(concerned, opening, units, managers)
    waiting = [unit for unit in units if unit.pk in asked - done]
    return _Standing(opening, frozenset(concerned | asked), signed, waiting)


def _asked(
    concerned: set[int], opening: Grant, units: list[Unit], managers: dict[int, set[int]]
) -> set[int]:
    """Which units look at an opening: of those not concerned, one that signs becomes concerned.

    A unit that nobody manages is waited for until somebody does.
    """
    opener, area = {opening.account_id or 0}, opening.person.secrecy_area_id
    asked = {pk for pk in concerned if managers.get(pk) != opener}
    board = (unit.pk for unit in units if unit.secrecy_area_id == area)
    return asked or {pk for pk in board if managers.get(pk, set()) - opener}


def _managing() -> QuerySet[Membership, tuple[int, int]]:
    """Each unit that is managed today, and by whom."""
    rows = roles_with_persons().filter(role=Role.UNIT_MANAGER)
    return rows.values_list("unit_id", "account_id")


def _seen_by(actor: Actor, standing: _Standing) -> ToReview | None:
    if actor.unit_id not in standing.units:
        return None
    is_own = standing.opening.account_id == actor.account_id
    waited = any(unit.pk == actor.unit_id for unit in standing.waiting)
    if not standing.waiting and not is_own:
        return None
    return ToReview(
        standing.opening, standing.signed, standing.waiting, is_own, waited and not is_own
    )
