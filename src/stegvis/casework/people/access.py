"""Who reaches a person: the ranked rules, the same facts as one EXISTS for lists.

Ranks 100–300 answer outwards exactly as 'not found'; the code goes to the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import numbers, scopes
from stegvis.casework.people.models import (
    Grant,
    Ground,
    HouseholdLink,
    NamedOfficer,
    Person,
    Protection,
)
from stegvis.casework.people.registries import GRANT_LIMITS, SPEAKS_FOR
from stegvis.core import clock, tenancy
from stegvis.core.access.engine import Engine, Rule
from stegvis.core.accounts.models import WITHOUT_PERSONS
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once

ACROSS_AREAS = (Ground.CONSENT, Ground.DISCLOSURE)
ASKED_ABOUT = ("no_role", "other_area", "outside_scope")
"""What stands in the way where a disclosure can be asked for, if the person is another board's."""

ROLES_WITHOUT_PERSONS = (*WITHOUT_PERSONS, "none", "anonymous")


@dataclass
class Question:
    """May this actor see this compartment of this person now? Looks up what a rule asks for."""

    person: Person
    actor: Actor
    compartment: str = "name"

    @cached_property
    def grants(self) -> list[Grant]:
        """The actor's grants in force for the person."""
        actor = self.actor.with_purpose("")
        rows = held_grants(actor).filter(person=self.person)
        return once(("grants", actor, self.person.pk), lambda: list(rows))

    @cached_property
    def is_own_record(self) -> bool:
        """Whether the actor is the person, acting as a party."""
        actor = self.actor
        return actor.party_kind == "participant" and actor.party_id == self.person.pk

    @cached_property
    def is_officer(self) -> bool:
        """Whether the actor is a named officer for the person."""
        return officers(self.actor).filter(person=self.person).exists()

    @cached_property
    def shares_household(self) -> bool:
        """Whether the actor's own record is linked to the person's household or family."""
        return self.person.pk in _relatives(self.actor, self.own_records)

    @property
    def inside(self) -> bool:
        """Whether the actor has anything to do with persons of this tenant at all.

        A party has to do with its own record and with those it holds a grant for, nobody else.
        """
        actor = self.actor
        if actor.tenant_id != self.person.tenant_id or actor.role in ROLES_WITHOUT_PERSONS:
            return False
        if self.person.merged_into_id is not None:
            return False
        if actor.party_kind:
            return self.is_own_record or bool(self.grants)
        return actor.is_staff or actor.is_system

    def needs_officer(self, level: Protection) -> bool:
        """Whether this protection holds and the actor isn't a named officer nor the person."""
        if self.person.protection != level or self.is_own_record or self.actor.is_system:
            return False
        return not self.is_officer

    @cached_property
    def own_records(self) -> set[int]:
        """The records of the member of staff who asks, in every board."""
        return _own_records(self.actor)

    @property
    def is_own_staff_record(self) -> bool:
        """Whether a member of staff looks at their own record, in whichever board it is named."""
        return self.person.pk in self.own_records

    @property
    def is_colleague(self) -> bool:
        """Whether the person works here and is shielded from colleagues."""
        account = self.person.staff_account_id
        return self.actor.is_staff and account is not None and account != self.actor.account_id

    @property
    def has_reach(self) -> bool:
        """Whether anything gives reach: being the person, the system, or a grant in force."""
        return self.is_own_record or self.actor.is_system or bool(self.grants)

    @property
    def is_across(self) -> bool:
        """Whether a member of staff asks from another secrecy area than the person's."""
        actor = self.actor
        return actor.is_staff and actor.secrecy_area_id != self.person.secrecy_area_id

    @property
    def usable_grants(self) -> list[Grant]:
        """The grants that count from where the actor stands: across boards only those that may."""
        if not self.is_across:
            return self.grants
        return [grant for grant in self.grants if grant.ground in ACROSS_AREAS]

    @property
    def crosses_areas(self) -> bool:
        """Whether secrecy between boards stands in the way."""
        return self.is_across and not self.usable_grants

    @property
    def outside_scope(self) -> bool:
        """Whether no grant in force holds the compartment."""
        if self.actor.is_system:
            return False
        if self.is_own_record:
            return not scopes.holds("own", self.compartment)
        return not any(scopes.holds(grant.scope, self.compartment) for grant in self.usable_grants)


RULES: list[Rule[Question]] = [
    Rule(
        100,
        "outside_tenant",
        _("Not of this authority"),
        _("There is no membership, party or grant here."),
        lambda q: not q.inside,
        silent=True,
    ),
    Rule(
        200,
        "strictly_protected",
        _("Strictly protected identity"),
        _("Only named officers may open a person with protected registration."),
        lambda q: q.needs_officer(Protection.STRICT),
        silent=True,
    ),
    Rule(
        300,
        "protected",
        _("Protected identity"),
        _("Only named officers may open a person with a secrecy marking."),
        lambda q: q.needs_officer(Protection.CONFIDENTIAL),
        silent=True,
    ),
    Rule(
        400,
        "own_record",
        _("Own record"),
        _("This is your own record. Sign in as a participant to see it, or ask a colleague."),
        lambda q: q.is_own_staff_record,
    ),
    Rule(
        500,
        "own_household",
        _("Own household or family"),
        _("This is somebody close to you. A colleague has to take it."),
        lambda q: q.shares_household,
    ),
    Rule(
        600,
        "colleague",
        _("Shielded colleague"),
        _("This person works here and is shielded. Your manager names who takes it."),
        lambda q: q.is_colleague and not q.is_officer,
    ),
    Rule(
        700,
        "no_role",
        _("No role in the case"),
        _("You have no task with this person."),
        lambda q: not q.has_reach,
        override=True,
    ),
    Rule(
        800,
        "other_area",
        _("Another secrecy area"),
        _("The person belongs to another board. Ask for a disclosure instead."),
        lambda q: q.crosses_areas,
    ),
    Rule(
        900,
        "outside_scope",
        _("Outside what your access holds"),
        _("Your access to this person doesn't hold this part."),
        lambda q: q.outside_scope,
    ),
]

ENGINE: Engine[Question] = Engine(RULES)


def held_grants(actor: Actor) -> QuerySet[Grant]:
    """Grants in force that the actor holds: by account, or by role in the unit they act for.

    A party holds its organisation's only: what an account was granted as staff stays behind.
    """
    if actor.is_staff:
        held = _held_as_staff(actor.with_purpose(""), tenancy.current_tenant_id())
    elif (organisation_id := _organisation_of(actor)) is not None:
        held = Grant.objects.filter(organisation_id=organisation_id)
    else:
        return Grant.objects.none()
    now = clock.now()
    return held.filter(starts__lte=now).filter(Q(ends__isnull=True) | Q(ends__gt=now))


@lru_cache(maxsize=256)
def _held_as_staff(actor: Actor, _tenant_id: int | None) -> QuerySet[Grant]:
    """What the actor's account or role holds, ended or not. The question is kept, its answer never:
    it is asked in each rule of each action, and putting it together takes longer than asking it.
    """
    holder = Q(pk__in=[])
    if actor.account_id is not None:
        holder |= Q(_where_the_matter_is(actor), account_id=actor.account_id)
    if actor.unit_id is not None:
        holder |= Q(unit_id=actor.unit_id) & (Q(role="") | Q(role=actor.role))
    return Grant.objects.filter(holder)


def _where_the_matter_is(actor: Actor) -> Q:
    """Grants of an account that aren't bound to a unit the actor doesn't act in."""
    bound = ~Q(source_kind="unit") | Q(source_id=actor.unit_id)
    for _name, limit in GRANT_LIMITS:
        bound &= limit(actor)
    return bound


def _organisation_of(actor: Actor) -> int | None:
    """The organisation that a partner or an employer speaks for."""
    speaks_for = SPEAKS_FOR.get(actor.party_kind)
    return speaks_for(actor.party_id) if speaks_for and actor.party_id is not None else None


def officers(actor: Actor) -> QuerySet[NamedOfficer]:
    """Where the actor is a named officer today."""
    if not actor.is_staff:
        return NamedOfficer.objects.none()
    return in_force(NamedOfficer.objects.filter(account_id=actor.account_id or 0))


def in_force(rows: QuerySet[NamedOfficer]) -> QuerySet[NamedOfficer]:
    """Those that hold today."""
    today = clock.today()
    return rows.filter(starts__lte=today).filter(Q(ends__isnull=True) | Q(ends__gte=today))


def own_and_family(actor: Actor) -> list[int]:
    """The keys of the actor's own record and the family's.

    Those few are asked for first, by index: as a condition on each row, the databases would read
    every person and every link to find them.
    """
    own = _own_records(actor)
    return sorted(own | _relatives(actor, own))


def visible(
    actor: Actor,
    compartment: str = "name",
    *,
    scope: RawSQL | None = None,
    family: RawSQL | None = None,
) -> QuerySet[Person]:
    """The persons whose compartment the actor may list: the rules of ENGINE as one query.

    `scope` is put in the place of the scopes that hold the compartment, `family` in that of the
    keys of `own_and_family`.
    """
    if actor.role in ROLES_WITHOUT_PERSONS or actor.tenant_id is None:
        return Person.objects.none()
    rows = Person.objects.filter(tenant_id=actor.tenant_id, merged_into__isnull=True)
    if actor.is_system:
        return rows
    if actor.party_kind == "participant":
        own = scopes.holds("own", compartment)
        return rows.filter(pk=actor.party_id or 0) if own else Person.objects.none()
    grants = held_grants(actor).filter(
        person=OuterRef("pk"), scope__in=scope or scopes.scopes_holding(compartment)
    )
    reach = Q(Exists(grants))
    if not actor.is_staff:
        return rows.filter(reach, protection=Protection.NONE)
    same_area = Q(secrecy_area_id=actor.secrecy_area_id)
    return _not_shut(actor, rows, family).filter(
        (same_area & reach) | Q(Exists(grants.filter(ground__in=ACROSS_AREAS)))
    )


def unreached(actor: Actor) -> QuerySet[Person]:
    """Persons of the actor's board whom nothing but a missing role keeps from them: rank 700 is
    the first that refuses."""
    held = held_grants(actor).filter(person=OuterRef("pk"))
    return not_shut(actor).filter(~Exists(held))


def not_shut(actor: Actor) -> QuerySet[Person]:
    """Persons of the actor's board whom no rule before reach keeps from a member of staff."""
    rows = Person.objects.filter(tenant_id=actor.tenant_id or 0, merged_into__isnull=True)
    return _not_shut(actor, rows.filter(secrecy_area=actor.secrecy_area_id))


def _not_shut(
    actor: Actor, rows: QuerySet[Person], family: RawSQL | None = None
) -> QuerySet[Person]:
    """Those whom no rule before reach shuts for a member of staff: ranks 200 to 600."""
    officer = Q(Exists(officers(actor).filter(person=OuterRef("pk"))))
    colleague = Q(staff_account__isnull=False)
    rows = rows.filter(Q(protection=Protection.NONE) | officer).filter(~colleague | officer)
    return rows.exclude(pk__in=own_and_family(actor) if family is None else family)


def _own_records(actor: Actor) -> set[int]:
    """The records of a member of staff themself: named as such, or with the same number.

    A number counts in every board, only to shut somebody out, and which record it was isn't told.
    """
    if not actor.is_staff or actor.account_id is None:
        return set()
    named = named_as(actor.account_id)
    return once(("own records", actor.account_id), lambda: _in_every_board(named))


def named_as(account_id: int) -> QuerySet[Person]:
    """The records that are said to be those of a member of staff."""
    return Person.objects.filter(staff_account_id=account_id)


def _relatives(actor: Actor, own: set[int]) -> set[int]:
    """Persons linked to the actor's own records, and every record with the number of one."""
    if not own:
        return set()
    return once(("relatives", actor.account_id), lambda: _linked_to(own))


def _linked_to(own: set[int]) -> set[int]:
    links = HouseholdLink.objects.filter(Q(person__in=own) | Q(other__in=own)).order_by()
    linked = {end for link in links.values_list("person", "other") for end in link}
    return _in_every_board(Person.objects.filter(pk__in=linked))


def _in_every_board(rows: QuerySet[Person]) -> set[int]:
    """These few records and every other with the number of one."""
    found = list(rows.order_by().only("number"))
    own = {person.pk for person in found}
    indexes = {index for person in found for index in numbers.indexes_of(person)}
    if not indexes:
        return own
    same = Person.objects.filter(number_index__in=indexes).order_by()
    return own | set(same.values_list("pk", flat=True))
