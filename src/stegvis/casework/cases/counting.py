"""Figures of a unit: how soon it met those who came, and how it went after the exits.

Everybody whose follow-up came due is in the count, also those nobody has asked yet: unknown is a
category. Only persons that the reader may list are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from stegvis.casework.cases import rules
from stegvis.casework.cases.models import Case, FollowUp, Referral
from stegvis.casework.people import queries as people
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks

DAYS_COUNTED = 365
WAITS = ""
FIRST_MEETING = "first_meeting"
"""The task that a new case begins with."""


@dataclass
class Round:
    """One round of follow-ups, so many days after the exit: figures by code, and in all."""

    days: int
    outcomes: Counter[str] = field(default_factory=Counter)
    occupations: Counter[str] = field(default_factory=Counter)
    attempts: int = 0

    @property
    def due(self) -> int:
        """Everybody whose day came."""
        return self.outcomes.total()

    @property
    def reached(self) -> int:
        """Those who were reached."""
        return self.outcomes["reached"]

    @property
    def at_work_or_in_studies(self) -> int:
        """Those who were reached and work or study now."""
        return sum(self.occupations[code] for code in rules.BEGINS_SOMETHING)

    @property
    def figures(self) -> list[int]:
        """Reached, not reached, declined, and not asked yet."""
        return [self.outcomes[code] for code in ("reached", "not_reached", "declined", WAITS)]


@dataclass(frozen=True)
class Counted:
    """Every round since a day, and the words for what the reached do now."""

    since: date
    rounds: list[Round]
    words: dict[str, str]

    @property
    def by_occupation(self) -> list[tuple[Round, list[int]]]:
        """Each round with how many do what, in the order of the words."""
        return [(one, [one.occupations[code] for code in self.words]) for one in self.rounds]


@asks
def follow_ups(by: Actor) -> Asking[Counted]:
    """The follow-ups of the actor's unit that came due in the last DAYS_COUNTED days."""
    since = clock.days_from_today(-DAYS_COUNTED)
    rows = FollowUp.objects.filter(people.about_visible(by), case__unit_id=by.unit_id or 0)
    rows = rows.filter(due_on__gte=since, due_on__lte=clock.today()).order_by()
    found = rows.values("days_after", "outcome", "occupation")
    counted = found.annotate(n=Count("pk"), tries=Sum("attempts"))
    yield (counted,)
    rounds = {days: Round(days) for days in rules.FOLLOW_UP_DAYS}
    for row in counted:
        one = rounds.setdefault(row["days_after"], Round(row["days_after"]))
        one.outcomes[row["outcome"]] += row["n"]
        one.attempts += row["tries"] or 0
        if row["occupation"]:
            one.occupations[row["occupation"]] += row["n"]
    return Counted(since, list(rounds.values()), codes.labels("occupation_after_exit"))


def taken_since(by: Actor, since: date) -> QuerySet[Referral, tuple[Any, ...]]:
    """When each referral that the actor's unit has taken since a day was received and taken.

    Those of a list that the unit brought in are left out: their days are of the list.
    """
    rows = Referral.objects.filter(people.about_visible(by), unit_id=by.unit_id or 0)
    rows = rows.exclude(disclosure_ground=rules.OWN_REGISTER)
    return rows.filter(accepted_on__gte=since).order_by().values_list("received_on", "accepted_on")


def opened_since(by: Actor, since: date) -> QuerySet[Case]:
    """The unit's cases opened since a day, those ended since then too, save those of a list that
    it brought in: what they began with before stands nowhere."""
    rows = Case.objects.filter(people.about_visible(by), unit_id=by.unit_id or 0)
    rows = rows.exclude(referral__disclosure_ground=rules.OWN_REGISTER)
    return rows.filter(opened_on__gte=since).order_by()


def first_meetings(rows: QuerySet[Case]) -> QuerySet[Case, tuple[Any, ...]]:
    """Each case, the day it was opened and the day its first meeting was noted, if it was.

    That a case ended before they met is no meeting.
    """
    noted = Q(tasks__kind=FIRST_MEETING, tasks__fell_away=False)
    met = rows.annotate(met=Min("tasks__done_on", filter=noted))
    return met.values_list("pk", "opened_on", "met")
