"""Who may be chosen to open a file that is shut to everybody else, and who is chosen."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stegvis.casework.people import access
from stegvis.casework.people.models import Grant, NamedOfficer, Person
from stegvis.casework.people.queries import PASSING, REGISTERING, visible_to, working_officers
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit


def choosable(person: Person, unit: Unit) -> QuerySet[Account]:
    """Those of the unit, and whoever is named already, from wherever: leaving somebody out of the
    choice would end them unseen. By name."""
    own = working_in(unit.pk, REGISTERING).order_by().values("pk")
    named = person.officers.order_by().values("account")
    return Account.objects.filter(Q(pk__in=own) | Q(pk__in=named)).order_by("name", "pk")


def of(actor: Actor) -> QuerySet[NamedOfficer]:
    """Where the actor is a named officer today: few, and none for most."""
    return access.officers(actor).order_by("pk")


def opened_by(actor: Actor) -> QuerySet[Person]:
    """The persons whose files the actor opens as a named officer, by name."""
    return visible_to(actor).filter(pk__in=access.officers(actor).values("person"))


def shut_to_others(by: Actor) -> QuerySet[Person]:
    """Persons of the actor's board whose files nobody opens but their named officers, the actor
    among them; whether reach is held is another question."""
    if by.role in access.ROLES_WITHOUT_PERSONS:
        return Person.objects.none()
    return access.not_shut(by).filter(pk__in=access.officers(by).values("person")).order_by()


def opening(rows: QuerySet[Grant], person: Person) -> QuerySet[Grant]:
    """Of somebody's grants, those that open the file as it is protected now: with a protected
    identity only what a named officer holds, and of a colleague's file no other staff's."""
    held_by_officer = Q(account__in=working_officers(person).order_by().values("account"))
    if person.is_protected:
        return rows.filter(held_by_officer)
    if person.staff_account_id is not None:
        return rows.filter(held_by_officer | Q(organisation__isnull=False))
    return rows


def chosen(person: Person) -> list[str]:
    """The public ids of those named now."""
    rows = person.officers.order_by("pk")
    return list(rows.values_list("account__public_id", flat=True))


def having(person: Person) -> list[int]:
    """The keys of the accounts that have the person by something lasting of their own."""
    now = clock.now()
    rows = Grant.objects.filter(person=person, starts__lte=now).exclude(ground__in=PASSING)
    rows = rows.filter(Q(ends__isnull=True) | Q(ends__gt=now)).order_by("pk")
    return [pk for pk in rows.values_list("account_id", flat=True) if pk is not None]
