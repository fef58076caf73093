"""Making one record of two: everything moves, nothing is lost, and it is said what happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q

from stegvis.casework.doubles import facts, hidden, queries, rules
from stegvis.casework.doubles.models import EarlierNumber, HiddenDouble, Merge
from stegvis.casework.doubles.rules import Pair
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import MOVERS, Left
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import VersionedModel

MERGED = "gick upp i en annan akt som har raderats"
"""The reason that is kept of erasing a shell: it names nobody."""


@action("doubles.records.merged", rule=rules.may_merge)
def merge(pair: Pair, *, chosen: dict[str, str], seen: tuple[int, int], by: Actor) -> Person:
    """Let one record go into the other, in one transaction; returns the one that is kept.

    `chosen` says by fact which one stands where both say something (`facts.LABELS`); `seen` are
    the versions that were looked at, StaleVersionError when one has changed since. The stricter
    protection stands, and what isn't in use any more is kept with the merge.
    NotAllowedNowError while something stands in the way.
    """
    people.take_turn(pair.kept.tenant_id, pair.kept.number, pair.gone.number)
    pair = _held(pair)
    for person, version in zip((pair.kept, pair.gone), seen, strict=True):
        if person.version != version:
            raise StaleVersionError(person)
    if standing := queries.hinders(pair):
        raise NotAllowedNowError(standing[0])
    hand = Actor.system("merge", tenant_id=by.tenant_id, on_behalf_of=by.account_id)
    before = Pair(copy(pair.kept), copy(pair.gone))
    stands = list(facts.standing(before, chosen))
    left = [*_left(before, stands), *_move(pair, hand)]
    _move_account(pair, hand)
    people.empty(pair.gone, into=pair.kept, by=hand)
    number = next(value for name, value, _other in stands if name == "number")
    for one in (before.kept, before.gone):
        if one.number and one.number != number:
            _remember_number(pair.kept, one)
    changes = {name: value for name, value, _other in stands}
    kept = people.take_over(pair.kept, changes, other=before.gone, by=hand)
    Merge(
        person=kept,
        gone=pair.gone,
        secrecy_area=kept.secrecy_area,
        account_id=by.account_id,
        set_aside=json.dumps(left, cls=DjangoJSONEncoder, ensure_ascii=False) if left else "",
    ).save(force_insert=True)
    return kept


def _held(pair: Pair) -> Pair:
    """Both as they stand now, held until all is stored; locked in one order."""
    keys = (pair.kept.pk, pair.gone.pk)
    rows = Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {person.pk: person for person in rows}
    return Pair(found[pair.kept.pk], found[pair.gone.pk])


def _left(before: Pair, stands: list[tuple[str, Any, Any]]) -> Iterator[Left]:
    """Facts that both records said and that don't stand, in words."""
    for name, value, other in stands:
        if other and other != value and name != "number":
            whose = before.kept if getattr(before.kept, name) == other else before.gone
            yield Left(str(facts.LABELS[name]), facts.in_words(whose, name))


def _move(pair: Pair, hand: Actor) -> Iterator[Left]:
    """Let every room's rows follow; what can't stand beside what is there is handed back."""
    for _name, mover in MOVERS:
        yield from mover.make_room(pair.gone, pair.kept, hand)
        for key in mover.keys:
            rows = key.model.objects.filter(**{key.field: pair.gone})
            moved: dict[str, Any] = {key.field: pair.kept}
            if issubclass(key.model, VersionedModel):
                moved["version"] = F("version") + 1
            rows.update(**moved)


def _move_account(pair: Pair, hand: Actor) -> None:
    """The own page and what waits to be sent. Of two own pages the one of the kept record stays."""
    accounts.move_party(PartyKind.PARTICIPANT, record_id=pair.gone.pk, to=pair.kept.pk, by=hand)
    notices.move(("person", pair.gone.pk), to=pair.kept.pk, by=hand)


def _remember_number(kept: Person, one: Person) -> None:
    EarlierNumber(
        person=kept,
        number=one.number,
        number_index=one.number_index,
        number_kind=one.number_kind,
    ).save(force_insert=True)


def make_room(gone: Person, kept: Person, by: Actor) -> Iterator[Left]:
    """Two records that waited to be compared are one from now on; nothing is set aside."""
    hidden.settle_with_merge(gone, kept, by)
    yield from ()


def forget(person: Person, by: Actor) -> int:
    """The eraser of the room: earlier numbers, what waited to be compared, and the shells of
    records that went into this one, with the keys to what the log says of them."""
    shells = list(Person.objects.filter(merged_into=person).order_by("pk"))
    removed = Merge.objects.filter(Q(person=person) | Q(gone=person)).delete()[0]
    removed += HiddenDouble.objects.filter(Q(person=person) | Q(newcomer=person)).delete()[0]
    removed += EarlierNumber.objects.filter(person=person).delete()[0]
    for shell in shells:
        keys.destroy(shell.pk, shell.tenant_id, public_id=shell.public_id, reason=MERGED)
    return removed + Person.objects.filter(pk__in=[shell.pk for shell in shells]).delete()[0]
