"""What other rooms tell this one: how each forgets a person, and whom a party speaks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import TenantModel
from stegvis.core.registry import Registry

Eraser: TypeAlias = Callable[[Person, Actor], int]
"""Removes a room's rows about a person and returns how many. Runs inside `erase`, newest room
first, so that rows of rooms further right are gone already."""

ERASERS: Registry[Eraser] = Registry()

Hinder: TypeAlias = Callable[[Person], list[str]]
"""What is still under way with the person, in sentences; while there is any, nobody erases."""

HINDERS: Registry[Hinder] = Registry()

DUE: Registry[Callable[[Actor], Q]] = Registry()
"""Persons of the actor's unit whose time in the files is up; every entry has to agree."""

Spokesman: TypeAlias = Callable[[int], int | None]
"""The organisation that a party's record is, by its key; None where it is none."""

SPEAKS_FOR: Registry[Spokesman] = Registry()
"""By kind of party. What the organisation was granted, the party may see."""

GRANT_LIMITS: Registry[Callable[[Actor], Q]] = Registry()
"""Which grants hold only while the actor works where the matter is. What an account was granted as
a coordinator, a former one, or as somebody who asked, ends with its role in the unit."""

SPEAKS_FOR.register(PartyKind.PARTNER, lambda organisation_id: organisation_id)


FILE_HEAD: Registry[Callable[[HttpRequest, Person], SafeString]] = Registry()
"""What stands above every room of a person's file: who it is, where it goes, and the rooms."""

NUMBERED: Registry[Callable[[list[str]], Q]] = Registry()
"""Persons who have a number by what another room knows, asked by its fingerprints."""


HIDDEN_DOUBLES: Registry[Callable[[Person, Person | None, Actor], object]] = Registry()
"""Told of a record that whoever registered somebody couldn't see: (the record, the one that was
registered or None where its number stood in the way, who registered)."""


class Left(NamedTuple):
    """Something of a record that can't stand beside what the other one says."""

    label: str
    value: str


@dataclass(frozen=True)
class Moves:
    """A table with a key to a person, and what its rows are called; "" where nobody is told."""

    model: type[TenantModel]
    label: str | Promise
    field: str = "person"


MakeRoom: TypeAlias = Callable[[Person, Person, Actor], Iterable[Left]]
"""(gone, kept, actor): change or remove what can't stand twice, before the rows move."""


class Mover:
    """How a room's rows follow when one record goes into another of the same person.

    `hinders` says, of (gone, kept), what has to be sorted out first, in sentences.
    """

    def __init__(
        self,
        *keys: Moves,
        hinders: Callable[[Person, Person], list[str]] = lambda _gone, _kept: [],
        make_room: MakeRoom = lambda _gone, _kept, _by: (),
    ) -> None:
        self.keys = keys
        self.hinders = hinders
        self.make_room = make_room


MOVERS: Registry[Mover] = Registry()
"""Every table with a key to a person has a place here (tests/casework/test_who_moves.py)."""


def rows_of(*models: type[TenantModel] | tuple[type[TenantModel], str]) -> Eraser:
    """An eraser that removes a person's rows of these models in this order.

    A model is followed by the path to the person where that isn't its field `person`.
    """

    def erase(person: Person, _by: Actor) -> int:
        removed = 0
        for entry in models:
            model, path = entry if isinstance(entry, tuple) else (entry, "person")
            removed += model.objects.filter(**{path: person}).delete()[0]
        return removed

    return erase
