"""Files that are shut to all but named officers, of whom none is left.

Whoever has to name somebody new learns how many there are and nothing of whose they are: a file
stands under a reference that is made from the installation's secret key and leads nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import shut_files
from stegvis.casework.people.models import IS_SHUT, NamedOfficer, Person
from stegvis.casework.people.queries import REGISTERING
from stegvis.casework.people.queries.answering import held_by_units
from stegvis.casework.people.shut_files import File
from stegvis.core.accounts.models import Account, Membership, Role
from stegvis.core.accounts.queries import roles_with_persons, working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.together import Asking, asks

RESOLVING = (Role.UNIT_MANAGER, Role.REGISTRAR)
"""Who sorts out a number that is known already, decides on protection and erasure, and names
somebody for a file that nobody can open any more."""

REFERENCE_LENGTH = 8

AT_LEAST = 2
"""How many are named at once, where there are as many: who of them can't take the file isn't told,
for it would tell whose it is."""


@dataclass(frozen=True)
class Unattended:
    """A file without anybody: its reference, and since when that has been known."""

    reference: str
    since: date | None


def files() -> QuerySet[Person]:
    """Every such file of the tenant in scope: for the product's own work and for rules."""
    shut = Person.objects.filter(IS_SHUT)
    officers = shut_files.at_work(NamedOfficer.objects.filter(person=OuterRef("pk")))
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


@asks
def to_attend(by: Actor) -> Asking[list[Unattended]]:
    """The files for which the actor names somebody, the longest known first."""
    rows = _rows_to_attend(by).order_by("unattended_since", "pk")
    yield (rows,)
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


def to_choose(by: Actor) -> QuerySet[Account]:
    """Whom the actor may name, by name: the others of the unit, and of the board where those are
    too few. Never themself: that would turn not knowing whose file it is into reading it."""
    unit = working_in(by.unit_id, REGISTERING).exclude(pk=by.account_id or 0)
    if unit.count() >= AT_LEAST:
        return unit
    board = roles_with_persons().filter(
        role__in=REGISTERING, unit__secrecy_area_id=by.secrecy_area_id or 0
    )
    found = Account.objects.filter(pk__in=board.order_by().values("account"))
    return found.exclude(pk=by.account_id or 0).order_by("name", "pk")


def able_among(person: Person, accounts: Iterable[Account]) -> list[Account]:
    """Those who open the file as soon as they are named. To be told to nobody."""
    chosen = {account.pk: account for account in accounts}
    able = shut_files.able(File.of(person)).filter(account__in=chosen)
    found = set(able.values_list("account_id", flat=True))
    return [account for pk, account in chosen.items() if pk in found]


def stand_ins(person: Person, *, by: Actor) -> list[Account]:
    """Who takes the file where none of those whom the actor chose can: others of the unit, or of
    the board where it has nobody. Drawn for each file, so that it isn't always the same two. To be
    told to nobody.
    """
    board = (
        shut_files.able(File.of(person)).filter(role__in=REGISTERING).exclude(account=by.account_id)
    )
    for roles in (board.filter(unit=by.unit_id), board):
        found = Account.objects.filter(pk__in=roles.order_by().values("account")).order_by("pk")
        if found:
            return sorted(found, key=lambda one: _draw(person, one))[:AT_LEAST]
    return []


def _draw(person: Person, account: Account) -> str:
    text = f"{person.pk} {account.pk}"
    return salted_hmac("stegvis.people.stand_ins", text, algorithm="sha256").hexdigest()


def attending(person: Person) -> list[int]:
    """The keys of the accounts that are asked to name somebody: for whom it is `to_attend`."""
    for roles in _asked(File.of(person)):
        found = sorted(set(roles.values_list("account_id", flat=True)))
        if found:
            return found
    return []


def _rows_to_attend(by: Actor) -> QuerySet[Person]:
    """Those for which the actor's role is the one that is asked."""
    if by.role not in RESOLVING or by.unit_id is None:
        return Person.objects.none()
    ours, is_nobodys = Q(pk__in=[]), Q()
    for roles in _asked(shut_files.ROW):
        mine = roles.filter(account=by.account_id, unit=by.unit_id, role=by.role)
        ours |= is_nobodys & Q(Exists(mine))
        is_nobodys &= ~Q(Exists(roles))
    return files().filter(ours, tenant_id=by.tenant_id or 0, secrecy_area_id=by.secrecy_area_id)


def _asked(file: File) -> list[QuerySet[Membership]]:
    """Whom it falls to, the first of these that is anybody: those of a unit that holds the person,
    those of the board, in either case where a colleague can be named; whoever else is of the board.

    Never somebody whom the file is too close to: they aren't to hear that it is there.
    """
    inside = file.inside
    others = shut_files.able(inside).filter(unit=OuterRef("unit"), role__in=REGISTERING)
    colleagues = others.exclude(account=OuterRef("account"))
    held = held_by_units().filter(person=inside.person, unit=OuterRef("unit"))
    anybody = shut_files.able(file).filter(role__in=RESOLVING).order_by()
    naming = anybody.filter(Exists(colleagues))
    return [naming.filter(Exists(held)), naming, anybody]
