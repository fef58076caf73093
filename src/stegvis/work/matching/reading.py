"""One person's lists, from the engine's arrays to rows with names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.engine import limits
from stegvis.engine.comparison import blocks
from stegvis.engine.explanation import FITS, Explanation, explain
from stegvis.engine.facts import Ints
from stegvis.engine.ranking import Judged, judge, ranked, top
from stegvis.work.matching import facts, kept
from stegvis.work.matching.compiling import one_against, pose
from stegvis.work.matching.judging import WEIGHTS
from stegvis.work.matching.models import Proposal
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
    main_reason: str
    """What of the person speaks for it most, in words; "" where nothing does."""

    @property
    def is_near(self) -> bool:
        """Whether something is missing that can be solved."""
        return self.why.list_now != FITS

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


class Reading:
    """One person's lists, from the engine's arrays to rows with names.

    Every place is judged by what is kept; the few that are shown are read, and explained by what
    they say now.
    """

    def __init__(
        self,
        person: Person,
        known: facts.PersonFacts,
        places: kept.Compiled,
        away: Sequence[int],
    ) -> None:
        self.person = person
        self.known = known
        self.seekers, self.relations = one_against(known, places.names)
        self.table = places.index.table
        here = ~np.isin(self.table.ids, away)
        judged = judge(self.seekers, places.index, self.relations, weights=WEIGHTS)
        self.judged = [block.among(here) for block in judged]
        self.rows = np.flatnonzero(here)
        self.ids = self.table.ids[here]

    def match(self, opened: str, decided: list[Proposal], *, by: Actor, all_rows: bool) -> Match:
        """Everything the page shows."""
        k = SHOWN_ALL if all_rows else SHOWN
        answer = ranked(self.judged, 1, self.ids, k=SHOWN_ALL)
        fits = _listed(answer.fits[0])[:k]
        near = self._near(_listed(answer.near[0]), k, all_rows=all_rows)
        hidden = [found for block in self.judged for found in self._hidden(block)]
        asked_for = self._asked_for(opened, by)
        shown = _Shown(
            self.person,
            self.known,
            self._read([*fits, *near, *(row for _, _, rows in hidden for row in rows)], by),
            asked_for,
        )
        fitting, nearly = shown.rows(self._ids(fits)), shown.rows(self._ids(near))
        best = next((row.place for row in [*fitting, *nearly]), None)
        chosen = asked_for or best
        hidden_count = int(answer.hidden_count[0])
        return Match(
            opened=shown.detail(chosen) if chosen else None,
            nothing_known=self.known.is_empty,
            fits=[row for row in fitting if row.place != chosen],
            near=[row for row in nearly if row.place != chosen],
            fits_count=int(answer.fits_count[0]),
            near_count=int(answer.near_count[0]),
            open_count=len(self.ids),
            hidden_count=hidden_count,
            hidden=[
                HiddenGroup(
                    label=hidden_label(code, self.person.given_name),
                    count=count,
                    rows=shown.rows(self._ids(rows)),
                )
                for code, count, rows in hidden
            ],
            hidden_by_several=hidden_count - sum(count for _, count, _ in hidden),
            decided=decided,
        )

    def best(self, most: int, *, by: Actor) -> list[Row]:
        """The few that fit best, and after them the nearest: those that something speaks for.

        A short way alone makes no place a good one, unless nothing speaks for any.
        """
        answer = ranked(self.judged, 1, self.ids, k=SHOWN_ALL)
        fits, near = _listed(answer.fits[0]), _listed(answer.near[0])
        rows = ([*self._spoken_for(fits), *self._spoken_for(near)] or [*fits, *near])[:most]
        shown = _Shown(self.person, self.known, self._read(rows, by), None)
        return shown.rows(self._ids(rows))

    def _near(self, rows: list[int], k: int, *, all_rows: bool) -> list[int]:
        """Those that something speaks for, where there are any."""
        return (rows if all_rows else self._spoken_for(rows) or rows)[:k]

    def _spoken_for(self, rows: list[int]) -> list[int]:
        """Those of some rows for which anything but a short way speaks."""
        if not rows:
            return []
        table = self.table.take(self.rows[rows])
        (_, counts), *_rest = blocks(self.seekers, table, self.relations)
        return [row for row, speaks in zip(rows, counts.speaks_for[0], strict=True) if speaks]

    def _hidden(self, block: Judged) -> Iterator[tuple[str, int, list[int]]]:
        """For each limit how many places it alone hides, and the best of them first."""
        hidden = block.broken[0] & limits.HIDING_MASK
        for limit in limits.HIDING:
            alone = np.flatnonzero(hidden == limits.mask_of({limit.code}))
            if len(alone):
                best = top(alone, block.score[0], self.ids, HIDDEN_SHOWN)
                yield limit.code, len(alone), best.tolist()

    def _ids(self, rows: list[int]) -> list[int]:
        found: list[int] = self.ids[rows].tolist() if rows else []
        return found

    def _read(self, rows: list[int], by: Actor) -> list[Opportunity]:
        """The places of some rows, as far as they can be sought at this moment."""
        return list(_open_places(by).filter(pk__in=self._ids(sorted(set(rows)))))

    def _asked_for(self, public_id: str, by: Actor) -> Opportunity | None:
        if not public_id:
            return None
        one = _open_places(by).filter(public_id=public_id).first()
        return one if one is not None and one.pk in self.ids else None


def _open_places(by: Actor) -> QuerySet[Opportunity]:
    return opportunities.open_places(by).select_related("employer").defer("description")


class _Shown:
    """The places that are shown, explained."""

    def __init__(
        self,
        person: Person,
        known: facts.PersonFacts,
        places: list[Opportunity],
        asked_for: Opportunity | None,
    ) -> None:
        self.person = person
        self.places = {one.pk: one for one in [*places, *filter(None, [asked_for])]}
        country = person.tenant.country
        told = [facts.of_place(one, country=country) for one in self.places.values()]
        self.problem = pose(known, told)
        self.at = {pk: row for row, pk in enumerate(self.places)}
        self.seeker = self.problem.seekers.one(0)
        self.words = Words(self.problem.names)

    def rows(self, ids: list[int]) -> list[Row]:
        """The rows of some places; one that was taken away this very moment has none."""
        return [self._row(self.places[pk]) for pk in ids if pk in self.places]

    def _row(self, place: Opportunity) -> Row:
        counted = self.problem.places.one(self.at[place.pk])
        why = explain(self.seeker, counted, self.problem.relations, weights=WEIGHTS)
        terms = self.words.terms(why, place)
        return Row(
            place=place,
            why=why,
            score=whole_score(why.score),
            terms=terms,
            segments=segments(why.terms),
            remedies=self.words.remedies(why, place),
            main_reason=self.words.main_reason(terms, why, place),
        )

    def detail(self, chosen: Opportunity) -> Detail:
        """Everything that speaks for and against one of them."""
        shown, name = self._row(chosen), self.person.given_name
        why, place = shown.why, shown.place
        return Detail(
            row=shown,
            has=self.words.has(why, place),
            lacks=self.words.lacks(why, place),
            would_help=self.words.changes(why, place, name),
            hidden_by=[hidden_label(one.code, name) for one in why.limits if one.hides],
        )


def _listed(rows: Ints) -> list[int]:
    return [int(row) for row in rows if row >= 0]
