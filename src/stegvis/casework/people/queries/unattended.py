"""Files that are shut to all but named officers, of whom none is left.

Whoever has to name somebody new learns how many there are and nothing of whose they are: a file
stands under a reference that is made from the installation's secret key and leads nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import access
from stegvis.casework.people.models import Grant, NamedOfficer, Person, Protection
from stegvis.casework.people.queries.answering import held_by_units
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import roles_with_persons
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.organisations.models import Unit

RESOLVING = (Role.UNIT_MANAGER, Role.REGISTRAR)
"""Who sorts out a number that is known already, decides on protection and erasure, and names
somebody for a file that nobody can open any more."""

REFERENCE_LENGTH = 8


@dataclass(frozen=True)
class Unattended:
    """A file without anybody: its reference, and since when that has been known."""

    reference: str
    since: date | None


def files() -> QuerySet[Person]:
    """Every such file of the tenant in scope: for the product's own work and for rules."""
    shut = Person.objects.filter(~Q(protection=Protection.NONE) | Q(staff_account__isnull=False))
    officers = access.at_work(NamedOfficer.objects.filter(person=OuterRef("pk")))
    return shut.filter(~Exists(officers)).order_by("pk")


def newly_unattended() -> QuerySet[Person]:
    """Those that nobody has been told of."""
    return files().filter(unattended_since__isnull=True)


def attended_again() -> QuerySet[Person]:
    """Those that somebody opens again: a role given back, an account opened again."""
    told = Person.objects.filter(unattended_since__isnull=False)
    return told.exclude(pk__in=files().order_by().values("pk")).order_by("pk")


def anything_to_note() -> bool:
    """Whether a file has lost its last officer, or got one back, since somebody looked."""
    return newly_unattended().exists() or attended_again().exists()


def to_attend(by: Actor) -> list[Unattended]:
    """The files for which the actor names somebody, the longest known first."""
    rows = _rows_to_attend(by).order_by("unattended_since", "pk")
    return [Unattended(reference_of(person), person.unattended_since) for person in rows]


def is_to_attend(person: Person, *, by: Actor) -> bool:
    """Whether the actor names who opens the file."""
    return _rows_to_attend(by).filter(pk=person.pk).exists()


def to_name_for(reference: str, *, by: Actor) -> Person:
    """The file behind a reference. Nothing of it may be shown.

    RefusedError, the same for whoever has no such file to name for.
    """
    found = (one for one in _rows_to_attend(by) if reference_of(one) == reference)
    person = next(found, None)
    if person is None:
        raise RefusedError(Refusal("unknown", _("There is no such page."), silent=True))
    return person


def reference_of(person: Person) -> str:
    """What the file is called while nobody may know whose it is."""
    made = salted_hmac("stegvis.people.unattended", str(person.pk), algorithm="sha256")
    return made.hexdigest()[:REFERENCE_LENGTH]


def attending_units(person: Person) -> list[int]:
    """The keys of the units whose managers and registrars name somebody: as `to_attend`."""
    held = _held_and_attended().filter(person=person).values_list("unit_id", flat=True)
    board = Unit.objects.filter(secrecy_area_id=person.secrecy_area_id).order_by("pk")
    return sorted({pk for pk in held if pk is not None}) or list(board.values_list("pk", flat=True))


def _rows_to_attend(by: Actor) -> QuerySet[Person]:
    """Those of the actor's unit; and of the actor's board, those whose unit has nobody to ask."""
    if by.role not in RESOLVING or by.unit_id is None:
        return Person.objects.none()
    held = _held_and_attended().filter(person=OuterRef("pk"))
    ours = Q(Exists(held.filter(unit_id=by.unit_id))) | ~Q(Exists(held))
    rows = files().filter(tenant_id=by.tenant_id or 0, secrecy_area_id=by.secrecy_area_id)
    return access.not_own(rows.filter(ours), by)


def _held_and_attended() -> QuerySet[Grant]:
    """What units hold that have somebody who names officers."""
    asked = roles_with_persons().filter(role__in=RESOLVING).order_by().values("unit")
    return held_by_units().filter(unit__in=asked)
