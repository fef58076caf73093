"""Reading what fits a person, what was decided, and what waits for an answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Persons
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.once import once
from stegvis.work.matching import kept, profiles
from stegvis.work.matching.models import Answer, Decision, Proposal
from stegvis.work.matching.reading import Match, Reading, Row
from stegvis.work.opportunities.models import Opportunity


def proposals_for(person: Person, *, by: Actor, opened: str = "", all_rows: bool = False) -> Match:
    """What fits the person today. `opened` is the public id of the place to show in full.

    Places already decided on stay out until the decision lapses. Unless `all_rows`, the near list
    has only places that something the person has or wants speaks for, where there are any.
    """
    decided = decisions_of(person, by=by)
    return _reading(person, decided, by).match(opened, decided, by=by, all_rows=all_rows)


def best_for(person: Person, *, by: Actor, most: int) -> list[Row]:
    """The few open places that fit the person best today, and after them the nearest.

    Places already decided on stay out, as from `proposals_for`.
    """
    return _reading(person, decisions_of(person, by=by), by).best(most, by=by)


def _reading(person: Person, decided: list[Proposal], by: Actor) -> Reading:
    people.require(person, by=by, compartment="matching")
    away = [one.opportunity_id for one in decided if one.is_in_force]
    places = kept.MEMORY.open_places(by, person.tenant.country)
    return Reading(person, profiles.of_person(person, by=by), places, away)


def decisions_of(person: Person, *, by: Actor) -> list[Proposal]:
    """What was decided on places for the person and not replaced since, the latest first."""
    people.require(person, by=by, compartment="matching")
    rows = Proposal.objects.filter(person=person, replaced_on__isnull=True)
    return list(rows.select_related("opportunity__employer", "decided_by"))


def proposed_to(person: Person, *, by: Actor) -> QuerySet[Proposal]:
    """Every place that was ever proposed to the person."""
    people.require(person, by=by, compartment="matching")
    rows = Proposal.objects.filter(person=person, decision=Decision.PROPOSED)
    return once(("proposed to", person.pk), lambda: rows.select_related("opportunity__employer"))


def of_persons(persons: Persons, *, by: Actor) -> QuerySet[Proposal]:
    """What was proposed to some persons whose competence the actor may see."""
    rows = Proposal.objects.filter(person_id__in=persons, decision=Decision.PROPOSED)
    return rows.filter(_is_reached(by)).defer("facts", "terms")


def proposal(public_id: str, *, by: Actor) -> Proposal | None:
    """A decision on a place for a person whose competence the actor may see."""
    rows = Proposal.objects.filter(_is_reached(by), public_id=public_id)
    return rows.select_related("person", "opportunity__employer", "decided_by").first()


def waiting(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Of these, the proposals that can be answered today."""
    return rows.filter(
        decision=Decision.PROPOSED,
        answer="",
        replaced_on__isnull=True,
        lapses_on__gte=clock.today(),
    ).select_related("person", "opportunity__employer", "decided_by")


def open_proposals_for_participant(by: Actor) -> list[Proposal]:
    """What the person is asked about on their own page, the latest first; none for others."""
    if by.party_kind != "participant":
        return []
    return list(waiting(Proposal.objects.filter(_is_reached(by))))


def unanswered(by: Actor) -> QuerySet[Proposal]:
    """Proposals without an answer in the actor's caseload, those that lapse first before."""
    persons = cases.caseload(by).order_by().values("person")
    rows = Proposal.objects.filter(_is_reached(by), person__in=persons)
    return waiting(rows).order_by("lapses_on", "pk")


def yes_without_placement(by: Actor) -> QuerySet[Proposal]:
    """A yes in the actor's caseload after which nobody has registered a placement."""
    rows = _yes_left(cases.caseload(by).order_by()).filter(_is_reached(by))
    return rows.order_by("answered_at", "pk")


def yes_left_of(persons: Persons, *, by: Actor) -> QuerySet[Proposal]:
    """The same of some persons whose competence the actor may see, whoever coordinates."""
    rows = _yes_left(Case.objects.filter(closed_on__isnull=True)).filter(_is_reached(by))
    return rows.filter(person_id__in=persons).order_by("answered_at", "pk")


def _yes_left(in_cases: QuerySet[Case]) -> QuerySet[Proposal]:
    """Each yes in some open cases that is still to become a placement.

    One at the place or at its employer, registered since the place was proposed, settles it. A yes
    in an earlier case of the person's is history.
    """
    in_case = in_cases.filter(
        person=OuterRef("person"), opened_on__lte=OuterRef("answered_at__date")
    )
    place = Opportunity.objects.filter(pk=OuterRef("opportunity"))
    here = {
        "placements__person": OuterRef("person"),
        "placements__created_at__gte": OuterRef("decided_at"),
    }
    at_employer = {f"employer__{name}": value for name, value in here.items()}
    rows = Proposal.objects.filter(Exists(in_case), answer=Answer.YES)
    rows = rows.filter(decision=Decision.PROPOSED, replaced_on__isnull=True)
    rows = rows.filter(~Exists(place.filter(**here)), ~Exists(place.filter(**at_employer)))
    return rows.select_related("person", "opportunity__employer")


def placement_form(proposal: Proposal) -> str:
    """The address of the form that makes a placement of a yes."""
    form = reverse("placements:new", args=[proposal.person.public_id])
    return f"{form}?{urlencode({'place': proposal.opportunity.public_id})}"


def _is_reached(by: Actor) -> Q:
    return people.about_visible(by, compartment="matching")
