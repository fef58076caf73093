"""Reading what fits a person, what was decided, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.engine import limits
from stegvis.engine.explanation import Explanation, explain
from stegvis.engine.facts import Ints
from stegvis.engine.ranking import Judged, judge, rank, top
from stegvis.work.matching import facts, profiles
from stegvis.work.matching.compiling import pose
from stegvis.work.matching.judging import WEIGHTS
from stegvis.work.matching.models import Decision, Proposal
from stegvis.work.matching.words import (
    Met,
    Segment,
    Term,
    Words,
    WouldHelp,
    hidden_label,
    segments,
    whole_score,
)
from stegvis.work.opportunities import queries as opportunities
from stegvis.work.opportunities.models import Opportunity

SHOWN = 12
"""Rows of each list at first."""
SHOWN_ALL = 100
HIDDEN_SHOWN = 8
"""Rows of each opened "not right now" list."""


@dataclass(frozen=True)
class Row:
    """A place in a list, with its reasons."""

    place: Opportunity
    why: Explanation
    score: int
    terms: list[Term]
    segments: list[Segment]
    remedies: list[str]

    @property
    def musts(self) -> int:
        """How many skills the place demands."""
        return len(self.why.musts_met) + len(self.why.musts_missing)


@dataclass(frozen=True)
class Detail:
    """A place with everything that speaks for and against it."""

    row: Row
    has: list[Met]
    lacks: list[str]
    would_help: list[WouldHelp]
    hidden_by: list[str]


@dataclass(frozen=True)
class HiddenGroup:
    """Places that one limit alone hides."""

    label: str
    count: int
    rows: list[Row]


@dataclass(frozen=True)
class Match:
    """The page "what fits": one place opened, two lists, and what is hidden."""

    opened: Detail | None
    nothing_known: bool
    """Whether there is no profile to match with yet."""
    fits: list[Row]
    near: list[Row]
    fits_count: int
    near_count: int
    open_count: int
    hidden_count: int
    hidden: list[HiddenGroup]
    hidden_by_several: int
    decided: list[Proposal]


def proposals_for(person: Person, *, by: Actor, opened: str = "", all_rows: bool = False) -> Match:
    """What fits the person today. `opened` is the public id of the place to show in full.

    Places already decided on stay out until the decision lapses. Unless `all_rows`, the near list
    has only places that something the person has or wants speaks for, where there are any.
    """
    people.require(person, by=by, compartment="matching")
    decided = decisions_of(person, by=by)
    away = {one.opportunity_id for one in decided if one.is_in_force}
    places = [place for place in _open_places(by) if place.pk not in away]
    reading = _Reading(person, profiles.of_person(person, by=by), places)
    return reading.match(opened, decided, all_rows=all_rows)


def _open_places(by: Actor) -> QuerySet[Opportunity]:
    return opportunities.open_places(by).select_related("employer").defer("description")


class _Reading:
    """One person's lists, from the engine's arrays to rows with names."""

    def __init__(
        self,
        person: Person,
        known: facts.PersonFacts,
        places: Sequence[Opportunity],
    ) -> None:
        self.person = person
        self.known = known
        self.places = places
        country = person.tenant.country
        self.problem = pose(known, [facts.of_place(one, country=country) for one in places])
        self.seeker = self.problem.seekers.one(0)
        self.words = Words(self.problem, WEIGHTS)

    def match(self, opened: str, decided: list[Proposal], *, all_rows: bool) -> Match:
        """Everything the page shows."""
        k = SHOWN_ALL if all_rows else SHOWN
        posed = (self.problem.seekers, self.problem.places, self.problem.relations)
        answer = rank(*posed, weights=WEIGHTS, k=SHOWN_ALL)
        fits = [self._row(row) for row in _ranked(answer.fits[0])[:k]]
        near = self._near(_ranked(answer.near[0]), k, all_rows=all_rows)
        chosen = self._chosen(opened, [*fits, *near])
        hidden = [
            group for block in judge(*posed, weights=WEIGHTS) for group in self._hidden(block)
        ]
        return Match(
            opened=self._detail(chosen) if chosen else None,
            nothing_known=self.known.is_empty,
            fits=[row for row in fits if row.place != chosen],
            near=[row for row in near if row.place != chosen],
            fits_count=int(answer.fits_count[0]),
            near_count=int(answer.near_count[0]),
            open_count=len(self.places),
            hidden_count=int(answer.hidden_count[0]),
            hidden=hidden,
            hidden_by_several=int(answer.hidden_count[0]) - sum(group.count for group in hidden),
            decided=decided,
        )

    def _near(self, ranked: list[int], k: int, *, all_rows: bool) -> list[Row]:
        rows = [self._row(row) for row in ranked]
        spoken_for = [row for row in rows if row.why.speaks_for]
        return rows[:k] if all_rows or not spoken_for else spoken_for[:k]

    def _chosen(self, public_id: str, ranked: list[Row]) -> Opportunity | None:
        """The place asked for, else the best one."""
        wanted = [place for place in self.places if place.public_id == public_id]
        return next(iter(wanted or [row.place for row in ranked]), None)

    def _hidden(self, block: Judged) -> Iterator[HiddenGroup]:
        """For each limit the places that it alone hides, the best of them first."""
        hidden = block.broken[0] & limits.HIDING_MASK
        for limit in limits.HIDING:
            alone = np.flatnonzero(hidden == limits.mask_of({limit.code}))
            if len(alone):
                best = top(alone, block.score[0], self.problem.places.ids, HIDDEN_SHOWN)
                yield HiddenGroup(
                    label=hidden_label(limit.code, self.person.given_name),
                    count=len(alone),
                    rows=[self._row(int(row)) for row in best],
                )

    def _row(self, row: int) -> Row:
        place = self.places[row]
        counted = self.problem.places.one(row)
        why = explain(self.seeker, counted, self.problem.relations, weights=WEIGHTS)
        return Row(
            place=place,
            why=why,
            score=whole_score(why.score),
            terms=self.words.terms(why, place),
            segments=segments(why.terms),
            remedies=self.words.remedies(why, place),
        )

    def _detail(self, chosen: Opportunity) -> Detail:
        shown, name = self._row(self.places.index(chosen)), self.person.given_name
        why, place = shown.why, shown.place
        return Detail(
            row=shown,
            has=self.words.has(why, place),
            lacks=self.words.lacks(why, place),
            would_help=self.words.changes(why, place, name),
            hidden_by=[hidden_label(one.code, name) for one in why.limits if one.hides],
        )


def _ranked(rows: Ints) -> list[int]:
    return [int(row) for row in rows if row >= 0]


def decisions_of(person: Person, *, by: Actor) -> list[Proposal]:
    """What was decided on places for the person and not replaced since, the latest first."""
    people.require(person, by=by, compartment="matching")
    rows = Proposal.objects.filter(person=person, replaced_on__isnull=True)
    return list(rows.select_related("opportunity__employer", "decided_by"))


def proposed_to(person: Person, *, by: Actor) -> list[Proposal]:
    """Every place that was ever proposed to the person."""
    people.require(person, by=by, compartment="matching")
    rows = Proposal.objects.filter(person=person, decision=Decision.PROPOSED)
    return list(rows.select_related("opportunity"))


def of_persons(person_ids: list[int], *, by: Actor) -> list[Proposal]:
    """What was proposed to some persons whose competence the actor may see."""
    rows = Proposal.objects.filter(person_id__in=person_ids, decision=Decision.PROPOSED)
    return list(rows.filter(_is_reached(by)).defer("facts", "terms"))


def proposal(public_id: str, *, by: Actor) -> Proposal | None:
    """A decision on a place for a person whose competence the actor may see."""
    rows = Proposal.objects.filter(_is_reached(by), public_id=public_id)
    return rows.select_related("person__tenant", "opportunity__employer", "decided_by").first()


def waiting(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Of these, the proposals that can be answered today."""
    return rows.filter(
        decision=Decision.PROPOSED,
        answer="",
        replaced_on__isnull=True,
        lapses_on__gte=clock.today(),
    ).select_related("person__tenant", "opportunity__employer", "decided_by")


def open_proposals_for_participant(by: Actor) -> list[Proposal]:
    """What the person is asked about on their own page, the latest first; none for others."""
    if by.party_kind != "participant":
        return []
    return list(waiting(Proposal.objects.filter(_is_reached(by))))


def unanswered(by: Actor) -> list[Proposal]:
    """Proposals without an answer in the actor's caseload, those that lapse first before."""
    persons = cases.caseload(by).order_by().values("person")
    rows = Proposal.objects.filter(_is_reached(by), person__in=persons)
    return list(waiting(rows).order_by("lapses_on", "pk"))


def _is_reached(by: Actor) -> Q:
    return people.about_visible(by, compartment="matching")
