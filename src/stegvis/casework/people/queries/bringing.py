"""Whether persons that somebody brings in numbers are here already: many asked for at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stegvis.casework.people import access, lookups, numbers
from stegvis.casework.people.likeness import Likeness
from stegvis.casework.people.models import Grant, Ground, Person
from stegvis.casework.people.numbers import FAULTS as NUMBER_FAULTS
from stegvis.casework.people.numbers import taken as taken  # noqa: PLC0414  a door
from stegvis.casework.people.queries import visible_to
from stegvis.casework.people.queries.doubles import VERB, seen_doubles_of
from stegvis.core import clock
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind
from stegvis.core.organisations.models import Unit
from stegvis.reference.identity import IdentityNumber, parse_identity

__all__ = ["NUMBER_FAULTS", "Brought", "Register", "parse_number", "taken"]


def parse_number(text: str) -> IdentityNumber:
    """A valid number; IdentityError, whose code is one of NUMBER_FAULTS, says what is wrong."""
    return parse_identity(text, today=clock.today())


@dataclass(frozen=True)
class Brought:
    """Somebody in a list, as far as it says who they are. `number` is normalised, or empty."""

    given_name: str
    family_name: str
    born: date | None
    number: str = ""
    number_kind: str = ""

    @property
    def likeness(self) -> Likeness:
        """What others are compared with."""
        return Likeness.of(self.given_name, self.family_name, self.born, self.number_kind)

    @property
    def key(self) -> str:
        """Who it is, where there is no number: the name in any spelling, and the birth date."""
        return f"{self.likeness.name_key} {self.born or ''}"


class Register:
    """The persons of a unit's board, as `by` may know them.

    Asking tells that somebody is in contact with the board, so it is logged, and only so many
    persons whom one can't see are learnt of in a day (`lookups`): after that nothing is told.
    """

    def __init__(self, unit: Unit, by: Actor) -> None:
        self.area_id = unit.secrecy_area_id
        self.by = by
        asked = lookups.of_today(by, lookups.VERB).filter(person_id__isnull=False)
        about = list(asked.values_list("code", "person_id"))
        named = lookups.of_today(by, lookups.NAMED).values_list("person_id", flat=True)
        self.learnt = {person_id for code, person_id in about if code == lookups.KNOWN}
        self.noted = {person_id for _code, person_id in about} | set(named)

    def holders(self, brought: Iterable[Brought]) -> dict[str, list[int]]:
        """By number and by key, the keys of those who are here; to be told to nobody."""
        rows = list(brought)
        by_index = {index: one.number for one in rows if one.number
                    for index in numbers.indexes(one.number)}  # fmt: skip
        area = Person.objects.filter(secrecy_area_id=self.area_id).order_by("pk")
        numbered = area.filter(number_index__in=list(by_index)).values_list("number_index", "pk")
        found: dict[str, list[int]] = {by_index[index]: [pk] for index, pk in numbered}
        without = {one.key for one in rows if not one.number}
        names = {one.likeness.name_key for one in rows if not one.number}
        named = area.filter(name_key__in=names).values_list("name_key", "birth_date", "pk")
        for name, born, pk in named:
            key = f"{name} {born or ''}"
            if key in without:
                found.setdefault(key, []).append(pk)
        return found

    def seen_among(self, keys: Iterable[int]) -> set[int]:
        """Those of whom `by` may list the number and the birth date."""
        rows = visible_to(self.by, compartment="identity").filter(pk__in=list(keys))
        return set(rows.order_by().values_list("pk", flat=True))

    def not_shut_among(self, keys: Iterable[int]) -> set[int]:
        """Those whom no protection, kinship or shield keeps from `by`: of others nothing is told,
        however much the unit knows of them."""
        rows = access.not_shut(self.by).filter(pk__in=list(keys))
        return set(rows.order_by().values_list("pk", flat=True))

    def brought_themselves(self, keys: Iterable[int]) -> set[int]:
        """Those whom `by` has registered, in a list or by hand, so that there is nothing to learn
        once their reach has ended."""
        rows = Grant.objects.filter(ground=Ground.REGISTRATION, person_id__in=list(keys))
        held = rows.filter(account_id=self.by.account_id or 0).order_by()
        return set(held.values_list("person_id", flat=True))

    def alike(self, one: Brought, *, but: set[int]) -> Person | None:
        """Somebody whom `by` sees and who may be the one brought; none of `but`."""
        found = seen_doubles_of(one.likeness, by=self.by, area_id=self.area_id)
        return next((person for person in found if person.pk not in but), None)

    def is_spent(self) -> bool:
        """Whether nothing more is told of numbers today."""
        return lookups.spent(self.by)

    def note_learnt(self, person_id: int) -> None:
        """That `by` has been told of a number that is known here."""
        lookups.note(Person.objects.get(pk=person_id), by=self.by)
        self.learnt.add(person_id)
        self.noted.add(person_id)

    def may_learn(self, person_id: int) -> bool:
        """Whether `by` may be told of somebody whom they don't see: noted, and as seldom as of a
        number. Of whom they have learnt today they are told again."""
        if person_id in self.learnt:
            return True
        if self.is_spent():
            return False
        self.note_learnt(person_id)
        return True

    def note_named(self, keys: Iterable[int]) -> None:
        """That a list named these, of whom `by` wasn't told: once a day for each."""
        for person_id in keys:
            if person_id not in self.noted:
                lookups.note_named(person_id, by=self.by)
                self.noted.add(person_id)

    def note_sought(self) -> None:
        """That a whole list was compared."""
        log.write_event(self.by, EventKind.SEARCH, VERB, code="list")
