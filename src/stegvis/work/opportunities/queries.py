"""Reading places; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.reference import search
from stegvis.work.employers import queries as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import rules
from stegvis.work.opportunities.editions import is_changing
from stegvis.work.opportunities.models import Edition, Opportunity

OCCUPATIONS_TRIED = 5


def visible_to(by: Actor) -> QuerySet[Opportunity]:
    """Places the actor may read, the latest first; an employer reads its own and no others."""
    rows = Opportunity.objects.order_by(F("published_on").desc(nulls_last=True), "-pk")
    if rules.may_read(by):
        return rows
    if by.party_kind == "employer":
        return rows.filter(employer_id=by.party_id or 0)
    return rows.none()


def open_now() -> Q:
    """That a place can be sought today: the same as `Opportunity.is_open`."""
    today = clock.today()
    return Q(removed_on__isnull=True) & (
        (Q(deadline__isnull=True) | Q(deadline__gte=today))
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    )


def open_places(by: Actor) -> QuerySet[Opportunity]:
    """Every place the actor may read that can be sought today."""
    return visible_to(by).filter(open_now())


def edition(by: Actor) -> tuple[str, int]:
    """Lineage and number of the tenant's places now: both the same, nothing has changed since."""
    rows = Edition.objects.filter(tenant_id=by.tenant_id or 0)
    return rows.values_list("lineage", "number").first() or ("", 0)


def reads_everything(by: Actor) -> bool:
    """Whether the actor reads every place of the tenant, as everybody does who reads for it."""
    return rules.may_read(by) and not is_changing()


def changed_since(number: int, by: Actor) -> QuerySet[Opportunity]:
    """Places changed after an edition, also those that can't be sought any more."""
    return visible_to(by).filter(edition__gt=number)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; all of it may stand in an address. Empty: everything open."""

    occupation: str = ""
    municipality: str = ""
    kind: str = ""
    source: str = ""


def listed(by: Actor, filters: Filters) -> QuerySet[Opportunity]:
    """Open places, the latest first."""
    rows = open_places(by).select_related("employer").defer("description")
    if filters.municipality:
        rows = rows.filter(municipality_code=filters.municipality)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.source:
        rows = rows.filter(source=filters.source)
    return rows.filter(_in_occupation(filters.occupation))


def _in_occupation(text: str) -> Q:
    """Places in the occupations that a title means, or with the very words in their own title."""
    if not text.strip():
        return Q()
    found = search.find_occupations(text, OCCUPATIONS_TRIED)
    exact = [one for one in found if text.strip().casefold() in (one.label, one.through)]
    ids = [one.concept_id for one in exact or found]
    return Q(occupation__in=ids) | Q(title__icontains=text.strip())


def suggested_occupations(text: str) -> list[str]:
    """Labels of occupations for what is being typed."""
    return [one.label for one in search.find_occupations(text)] if text.strip() else []


def place(public_id: str, *, by: Actor) -> Opportunity | None:
    """A place the actor may read, also one that is no longer open."""
    rows = visible_to(by).select_related("employer")
    return rows.filter(public_id=public_id).first()


def of_employer(employer: Employer, *, by: Actor) -> QuerySet[Opportunity]:
    """The employer's open places, advertised ones by its number too."""
    employers.require_reading(by)
    own = Q(employer=employer)
    if employer.number:
        own |= Q(employer_number=employer.number)
    return open_places(by).filter(own).defer("description")
