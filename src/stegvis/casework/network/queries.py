"""Reading consents, requests and disclosures; each takes the actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.network.models import Consent, Disclosure, Request
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Grant, Person
from stegvis.casework.people.queries import officers
from stegvis.core import clock
from stegvis.core.accounts.models import Membership, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Organisation, Unit

REQUESTS_SHOWN = 50


def consents_of(person: Person, *, by: Actor) -> QuerySet[Consent]:
    """Every yes, those in force and the history, the latest first; each with its disclosures."""
    people.require(person, by=by, compartment="log")
    rows = Consent.objects.filter(person=person).select_related("unit", "organisation")
    handed_out = Prefetch("disclosures", _with_words(Disclosure.objects.filter(person=person)))
    return rows.prefetch_related(handed_out).order_by("-recorded_at", "-pk")


def consent(public_id: str, *, by: Actor) -> Consent | None:
    """A yes of a person whose log the actor may read."""
    rows = Consent.objects.filter(people.about_visible(by, compartment="log"), public_id=public_id)
    return rows.select_related("person", "unit", "organisation").first()


def consents_in_force(person: Person, to: Unit | Organisation) -> list[Consent]:
    """Every yes in force today for a receiver, the longest-lasting first."""
    today = clock.today()
    receiver = Q(unit=to) if isinstance(to, Unit) else Q(organisation=to)
    rows = Consent.objects.filter(receiver, person=person, withdrawn_at__isnull=True)
    in_force = rows.filter(ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today)
    return list(in_force.order_by("-ends_on", "-pk"))


def consent_about(person: Person, matter: tuple[str, int], *, by: Actor) -> Consent | None:
    """The latest yes that was given for a matter; None also where the actor reads no consents."""
    if not people.reaches(person, by=by, compartment="log"):
        return None
    return _about(person, matter).order_by("-recorded_at", "-pk").first()


def standing_about(person: Person, matter: tuple[str, int]) -> list[Consent]:
    """Every yes for a matter that stands: for actions that end what it was given for."""
    return [consent for consent in _about(person, matter).order_by("pk") if consent.stands]


def _about(person: Person, matter: tuple[str, int]) -> QuerySet[Consent]:
    kind, matter_id = matter
    rows = Consent.objects.filter(person=person, matter_kind=kind, matter_id=matter_id)
    return rows.select_related("person")


def matters_read_by(organisation_id: int | None, *, kind: str) -> list[int]:
    """The matters of a kind that an organisation reads of right now, on a person's yes."""
    held = people.granted_by("consent", to=organisation_id)
    rows = Consent.objects.filter(pk__in=held, matter_kind=kind).order_by("pk")
    return [pk for pk in rows.values_list("matter_id", flat=True) if pk is not None]


def disclosures_of(person: Person, *, by: Actor) -> QuerySet[Disclosure]:
    """What was handed out on another ground than a yes, the latest first.

    What rests on a yes stands under it (`consents_of`).
    """
    people.require(person, by=by, compartment="log")
    return _with_words(Disclosure.objects.filter(person=person, consent__isnull=True))


def _with_words(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    related = rows.select_related("unit", "organisation", "made_by", "request__asked_by")
    return related.order_by("-made_at", "-pk")


def reach_of(person: Person, *, by: Actor) -> QuerySet[Grant]:
    """Who can open the file right now; what was disclosed on a yes is counted as that yes."""
    return officers.opening(_granted(person, by), person)


def reach_and_every_yes_of(person: Person, *, by: Actor) -> QuerySet[Grant]:
    """The same, and every yes that stands though a protection shuts the file: whoever gave it may
    take it back."""
    rows = _granted(person, by)
    opening = officers.opening(rows, person).order_by().values("pk")
    return rows.filter(Q(pk__in=opening) | Q(source_kind="consent"))


def _granted(person: Person, by: Actor) -> QuerySet[Grant]:
    on_a_yes = Disclosure.objects.filter(person=person, consent__isnull=False).values("pk")
    rows = people.grants_in_force(person, by=by)
    return rows.exclude(source_kind="disclosure", source_id__in=on_a_yes)


def each_once(grants: Iterable[Grant]) -> list[Grant]:
    """One for each holder, ground and part, the longest-lasting; each yes counts by itself."""
    found: dict[tuple[object, ...], Grant] = {}
    for grant in grants:
        holder = (grant.account_id, grant.organisation_id, grant.unit_id, grant.role)
        yes = grant.source_id if grant.source_kind == "consent" else None
        key = (*holder, grant.ground, grant.scope, yes)
        if key not in found or _lasts_longer(grant, found[key]):
            found[key] = grant
    return list(found.values())


def _lasts_longer(one: Grant, other: Grant) -> bool:
    return other.ends is not None and (one.ends is None or one.ends > other.ends)


def only_where_it_was_asked(actor: Actor) -> Q:
    """What was disclosed to somebody who asked holds while they act in the unit they asked from."""
    here = Disclosure.objects.filter(
        pk=OuterRef("source_id"), request__asked_from_id=actor.unit_id or 0
    )
    return ~Q(source_kind="disclosure") | Q(Exists(here))


def disclosure(public_id: str, *, by: Actor) -> Disclosure | None:
    """A disclosure about a person whose log the actor may read."""
    rows = Disclosure.objects.filter(
        people.about_visible(by, compartment="log"), public_id=public_id
    )
    return rows.select_related("person").first()


def responsible_unit(person: Person) -> Unit | None:
    """Who answers a request: the unit of the case, else of the referral, else one of the board."""
    open_first = Case.objects.filter(person=person).select_related("unit")
    case = open_first.order_by("closed_on", "-opened_on", "-pk").first()
    open_case = open_first.filter(closed_on__isnull=True).order_by("-opened_on", "-pk").first()
    if open_case or case:
        return (open_case or case).unit  # type: ignore[union-attr]
    referral = Referral.objects.filter(person=person).select_related("unit")
    latest = referral.order_by("-received_on", "-pk").first()
    if latest:
        return latest.unit
    managed = Membership.objects.filter(unit=OuterRef("pk"), role=Role.UNIT_MANAGER)
    own = Unit.objects.filter(Exists(managed), secrecy_area_id=person.secrecy_area_id)
    return own.order_by("pk").first()


def _requests() -> QuerySet[Request]:
    return Request.objects.select_related("person", "unit", "asked_by", "asked_from")


def requests_to(actor: Actor) -> QuerySet[Request]:
    """Requests that wait for the actor's unit, about persons the actor may list; oldest first."""
    rows = _requests().filter(unit_id=actor.unit_id or 0, answered_at__isnull=True)
    return rows.filter(people.about_visible(actor, compartment="log")).order_by("asked_at", "pk")


def requests_due(actor: Actor) -> QuerySet[Request]:
    """Of those, the ones of the actor's own caseload, and for managers those of nobody's."""
    coordinated = Case.objects.filter(
        person=OuterRef("person"), closed_on__isnull=True, assignments__ends_on__isnull=True
    )
    own = coordinated.filter(assignments__account_id=actor.account_id or 0)
    rows = requests_to(actor)
    if actor.role == Role.UNIT_MANAGER:
        return rows.filter(Exists(own) | ~Exists(coordinated))
    return rows.filter(Exists(own))


def request(public_id: str, *, by: Actor) -> Request | None:
    """A request about a person whose log the actor may read."""
    rows = _requests().filter(public_id=public_id)
    return rows.filter(people.about_visible(by, compartment="log")).first()


@dataclass(frozen=True)
class Asked:
    """A request of one's own: the person only once something has been disclosed."""

    request: Request
    person: Person | None


def asked_by(actor: Actor) -> list[Asked]:
    """What the actor has asked others for, the latest first."""
    rows = _requests().filter(asked_by_id=actor.account_id or 0).select_related("disclosure")
    found = list(rows.order_by("-asked_at", "-pk")[:REQUESTS_SHOWN])
    listed = people.visible_to(actor).filter(pk__in=[row.person_id for row in found])
    persons = {person.pk: person for person in listed}
    return [Asked(row, persons.get(row.person_id)) for row in found]


def receivers(by: Actor) -> list[Unit | Organisation]:
    """To whom something may be handed out: every unit but one's own, and other organisations."""
    units = Unit.objects.exclude(pk=by.unit_id or 0).select_related("secrecy_area")
    others = Organisation.objects.exclude(kind=Organisation.Kind.OWN)
    return [*units.order_by("name", "pk"), *others.order_by("name", "pk")]


def signed_papers(person: Person, *, by: Actor) -> QuerySet[Paper]:
    """Papers of the file on which a consent may stand."""
    if not people.reaches(person, by=by, compartment="documents"):
        return Paper.objects.none()
    rows = Paper.objects.filter(person=person, kind="consent").select_related("document")
    return rows.order_by("-pk")
