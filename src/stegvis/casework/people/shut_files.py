"""Who can open a file that is shut to all but its officers, and whom it is too close to: as
conditions on roles and officers, for one record at hand or for every row of a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stegvis.casework.people import numbers
from stegvis.casework.people.access import in_force
from stegvis.casework.people.models import HouseholdLink, NamedOfficer, Person
from stegvis.core.accounts.models import Membership
from stegvis.core.accounts.queries import roles_with_persons


@dataclass(frozen=True)
class File:
    """A person's record as conditions ask for it: its values, or columns of the row outside.

    As a value the number is its fingerprints under every data key: the one stored may be renewed
    after the person was read.
    """

    person: int | OuterRef
    number: tuple[str, ...] | OuterRef
    area: int | OuterRef

    @classmethod
    def of(cls, person: Person) -> File:
        """The record of somebody who is at hand."""
        return cls(person.pk, tuple(numbers.indexes_of(person)), person.secrecy_area_id)

    @property
    def inside(self) -> File:
        """The same, seen from a query inside the query."""
        return File(*(_further_out(one) for one in (self.person, self.number, self.area)))


def _further_out(value: object) -> Any:
    return OuterRef(value) if isinstance(value, OuterRef) else value


ROW = File(OuterRef("pk"), OuterRef("number_index"), OuterRef("secrecy_area"))
"""The record that a row of persons is."""


def at_work(rows: QuerySet[NamedOfficer]) -> QuerySet[NamedOfficer]:
    """Those who can open the file today."""
    of_file = in_force(rows).alias(number=F("person__number_index"), area=F("person__secrecy_area"))
    file = File(OuterRef("person"), OuterRef("number"), OuterRef("area"))
    roles = able(file).filter(account=OuterRef("account"))
    return of_file.filter(Exists(roles))


def able(file: File) -> QuerySet[Membership]:
    """The roles of those who open a shut file as soon as they are named: with persons, in its
    board, and of nobody whom it is too close to."""
    close = close_staff(file.inside).filter(staff_account=OuterRef("account"))
    return roles_with_persons().filter(~Exists(close), unit__secrecy_area=file.area)


def close_staff(file: File) -> QuerySet[Person]:
    """The staff records of those who may not open a file since it is their own or their family's:
    ranks 400 and 500, by number in every board."""
    same = _is_same(file.person, file.number)
    me = (OuterRef("pk"), OuterRef("number_index"))
    them = (file.inside.person, file.inside.number)
    family = HouseholdLink.objects.filter(
        (_is_same(*me, end="person__") & _is_same(*them, end="other__"))
        | (_is_same(*me, end="other__") & _is_same(*them, end="person__"))
    )
    return Person.objects.filter(same | Exists(family), staff_account__isnull=False).order_by()


def _is_same(person: int | OuterRef, number: tuple[str, ...] | OuterRef, *, end: str = "") -> Q:
    """A record, and every other with its number."""
    index = f"{end}number_index"
    if isinstance(number, OuterRef):
        numbered = Q(**{index: number}) & ~Q(**{index: ""})
    else:
        numbered = Q(**{f"{index}__in": number})
    return Q(**{f"{end}pk": person}) | numbered
