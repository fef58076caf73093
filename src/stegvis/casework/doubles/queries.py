"""Reading two records side by side, what follows from making them one, and what was made so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

from stegvis.casework.doubles import rules
from stegvis.casework.doubles.models import EarlierNumber, HiddenDouble, Merge
from stegvis.casework.doubles.rules import Pair
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import finding
from stegvis.casework.people.registries import MOVERS, Left
from stegvis.core.audit.actor import Actor


@dataclass(frozen=True)
class Counted:
    """How many rows of a kind each record has."""

    label: str | Promise
    kept: int
    gone: int


def counted(pair: Pair) -> list[Counted]:
    """What follows: every kind of row of which one of the records has any."""
    found = [
        Counted(
            key.label,
            key.model.objects.filter(**{key.field: pair.kept}).count(),
            key.model.objects.filter(**{key.field: pair.gone}).count(),
        )
        for _name, mover in MOVERS
        for key in mover.keys
        if key.label
    ]
    return [one for one in found if one.kept or one.gone]


def hinders(pair: Pair) -> list[str]:
    """What has to be sorted out first, in sentences; every room is asked."""
    told = [sentence for _name, mover in MOVERS for sentence in mover.hinders(pair.gone, pair.kept)]
    one, other = pair.kept.staff_account_id, pair.gone.staff_account_id
    if one and other and one != other:
        told.append(gettext("The records are shielded for two different colleagues."))
    return told


def consequences(pair: Pair) -> list[str]:
    """What else changes, in sentences."""
    told = []
    if pair.kept.protection != pair.gone.protection:
        told.append(
            gettext(
                "The stricter protection of identity stands. Only those who are named officers of "
                "one of the records open the file from now on."
            )
        )
    if pair.kept.neutral_mode != pair.gone.neutral_mode:
        told.append(gettext("Messages and pages stay neutral, as one of the records asks."))
    if pair.kept.number and pair.gone.number:
        told.append(gettext("The other number stays searchable as an earlier number."))
    return told


def find_other(person: Person, text: str, *, by: Actor) -> list[Person]:
    """Whom else it may be: of the same board, among those the actor may list."""
    found = finding.search(text, by=by)
    same = [one for one in found if one.secrecy_area_id == person.secrecy_area_id]
    return [one for one in same if one.pk != person.pk]


@dataclass(frozen=True)
class Merged:
    """An earlier merge: when, by whom, and what was set aside."""

    at: datetime
    by: str
    left: list[Left]


def merged_into(person: Person, *, by: Actor) -> list[Merged]:
    """The records that have gone into the person's, the latest first."""
    people.require(person, by=by, compartment="journal")
    rows = Merge.objects.filter(person=person).select_related("account").order_by("-at", "-pk")
    return [
        Merged(
            row.at,
            row.account.name if row.account else "",
            [Left(*one) for one in json.loads(row.set_aside or "[]")],
        )
        for row in rows
    ]


def earlier_numbers(person: Person, *, by: Actor) -> list[str]:
    """The numbers that the person had before, for those who may know the number."""
    people.require(person, by=by, compartment="identity")
    return [one.number for one in EarlierNumber.objects.filter(person=person).order_by("pk")]


def numbered(indexes: list[str]) -> Q:
    """Persons who had one of these numbers before, for the people room."""
    rows = EarlierNumber.objects.filter(number_index__in=indexes).order_by()
    return Q(pk__in=rows.values("person"))


def left_to_officer(by: Actor) -> QuerySet[HiddenDouble]:
    """What waits for the actor as a named officer, for a list: each with whether they
    may list the newcomer (`lists_newcomer`); where they may list neither, it is left out."""
    newcomer = people.visible_to(by).filter(pk=OuterRef("newcomer"))
    rows = rules.left_to_officer(by).annotate(lists_newcomer=Exists(newcomer))
    return rows.filter(Q(lists_newcomer=True) | people.about_visible(by))
