"""How it went after the exits of a unit: who was reached, and what they do now.

Everybody whose follow-up came due is in the count, also those nobody has asked yet: unknown is a
category. Only persons that the reader may list are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum

from stegvis.casework.cases import rules
from stegvis.casework.cases.models import FollowUp
from stegvis.casework.people import queries as people
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes

DAYS_COUNTED = 365
WAITS = ""


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


def follow_ups(by: Actor) -> Counted:
    """The follow-ups of the actor's unit that came due in the last DAYS_COUNTED days."""
    since = clock.days_from_today(-DAYS_COUNTED)
    rows = FollowUp.objects.filter(people.about_visible(by), case__unit_id=by.unit_id or 0)
    rows = rows.filter(due_on__gte=since, due_on__lte=clock.today()).order_by()
    rounds = {days: Round(days) for days in rules.FOLLOW_UP_DAYS}
    found = rows.values("days_after", "outcome", "occupation")
    for row in found.annotate(n=Count("pk"), tries=Sum("attempts")):
        one = rounds.setdefault(row["days_after"], Round(row["days_after"]))
        one.outcomes[row["outcome"]] += row["n"]
        one.attempts += row["tries"] or 0
        if row["occupation"]:
            one.occupations[row["occupation"]] += row["n"]
    return Counted(since, list(rounds.values()), codes.labels("occupation_after_exit"))
