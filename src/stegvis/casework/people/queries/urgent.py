"""Urgent openings: which units look at each, who has, and who is waited for.

The unit of the one who opened and every unit that has the person in a queue or a case look at it,
each by a manager other than the one who opened. Where nobody else manages any of them, another
manager of the board looks at it instead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.casework.people.models import Grant, Ground, OpeningReview, Person
from stegvis.casework.people.queries.answering import held_by_units
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import roles_with_persons
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit


@dataclass(frozen=True)
class ToReview:
    """An urgent opening, who has looked at it and which units are waited for, by name."""

    opening: Grant
    signed: list[OpeningReview]
    waiting: list[Unit]
    is_own: bool
    may_sign: bool


def to_review(actor: Actor) -> list[ToReview]:
    """Those that concern the manager's unit and that somebody is still waited for, oldest first."""
    if actor.role != Role.UNIT_MANAGER or actor.unit_id is None:
        return []
    found = [_seen_by(actor, one) for one in _standing(_waiting_in(actor))]
    return [one for one in found if one is not None]


def may_sign(opening: Grant, *, by: Actor) -> bool:
    """Whether the actor's unit is waited for, and the actor isn't the one who opened."""
    return any(one.may_sign for one in to_review(by) if one.opening.pk == opening.pk)


def is_waited_for(opening: Grant) -> bool:
    """Whether a unit still has to look at it."""
    (standing,) = _standing(Grant.objects.filter(pk=opening.pk))
    return bool(standing.waiting)


def looking_units(person: Person, *, opener_id: int, unit_id: int) -> list[int]:
    """The keys of the units whose managers are told of an opening that is about to be made."""
    held = held_by_units().filter(person=person).values_list("unit_id", flat=True)
    units = list(Unit.objects.filter(secrecy_area_id=person.secrecy_area_id))
    asked, _any = _asked({unit_id, *(pk for pk in held if pk)}, opener_id, units, _managers())
    return sorted(asked)


@dataclass(frozen=True)
class _Standing:
    opening: Grant
    units: frozenset[int]
    signed: list[OpeningReview]
    waiting: list[Unit]


def _waiting_in(actor: Actor) -> QuerySet[Grant]:
    rows = Grant.objects.filter(ground=Ground.URGENT, reviewed_at__isnull=True)
    return rows.filter(person__secrecy_area_id=actor.secrecy_area_id)


def _standing(openings: QuerySet[Grant]) -> list[_Standing]:
    """Where each stands; the number of queries doesn't depend on how many there are."""
    rows = openings.select_related("person", "account").order_by("starts", "pk")
    found = list(rows.prefetch_related("reviews__unit", "reviews__signed_by"))
    held: dict[int, set[int]] = {}
    persons = held_by_units().filter(person__in=[one.person_id for one in found])
    for person_id, unit_id in persons.values_list("person_id", "unit_id"):
        held.setdefault(person_id, set()).add(unit_id or 0)
    managers, units = _managers(), list(Unit.objects.order_by("name", "pk"))
    return [_stands(one, held.get(one.person_id, set()), units, managers) for one in found]


def _stands(
    opening: Grant, held: set[int], units: list[Unit], managers: dict[int, set[int]]
) -> _Standing:
    concerned = frozenset({opening.source_id or 0, *held})
    board = [unit for unit in units if unit.secrecy_area_id == opening.person.secrecy_area_id]
    asked, is_any = _asked(concerned, opening.account_id or 0, board, managers)
    signed = sorted(opening.reviews.all(), key=lambda one: (one.signed_at, one.pk))
    done = {one.unit_id for one in signed}
    left = set() if is_any and done else asked - done
    return _Standing(opening, concerned | asked, signed, [u for u in units if u.pk in left])


def _asked(
    concerned: Collection[int], opener_id: int, board: list[Unit], managers: dict[int, set[int]]
) -> tuple[set[int], bool]:
    """Which units look at an opening, and whether any one of them is enough.

    A unit that nobody manages is waited for until somebody does.
    """
    asked = {pk for pk in concerned if managers.get(pk) != {opener_id}}
    if asked:
        return asked, False
    return {unit.pk for unit in board if managers.get(unit.pk, set()) - {opener_id}}, True


def _managers() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = roles_with_persons().filter(role=Role.UNIT_MANAGER)
    for unit_id, account_id in rows.values_list("unit_id", "account_id"):
        found.setdefault(unit_id, set()).add(account_id)
    return found


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
