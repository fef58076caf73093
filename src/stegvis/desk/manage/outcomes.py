"""What became of those who left, as it may be told to the board: no part of it is of few."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.queries import counting
from stegvis.core.codes import queries as codes
from stegvis.desk.manage import few
from stegvis.desk.manage.flow import GROUPS, by_group

WORK, STUDIES, OTHER = GROUPS
WAYS: tuple[few.Way, ...] = (
    ((WORK,), (STUDIES,), (OTHER,)),
    ((WORK, STUDIES), (OTHER,)),
    ((WORK,), (STUDIES, OTHER)),
    ((WORK, STUDIES, OTHER),),
)
"""How the groups of reasons are put together, the most telling first."""

WORDS: dict[tuple[str, ...], str | Promise] = {
    (WORK,): _("to work"),
    (STUDIES,): _("to studies"),
    (OTHER,): _("another reason"),
    (WORK, STUDIES): _("to work or studies"),
    (STUDIES, OTHER): _("to studies or for another reason"),
    (WORK, STUDIES, OTHER): _("for any reason"),
}
FOLLOWED_UP_AFTER = (90, 180)
"""Days after the exit that the board is told of."""
AT_WORK, REACHED, NOT_REACHED = "at_work", "reached", "not_reached"
WAYS_AFTER: tuple[few.Way, ...] = (
    ((AT_WORK,), (REACHED,), (NOT_REACHED,)),
    ((AT_WORK,), (REACHED, NOT_REACHED)),
    ((AT_WORK, REACHED), (NOT_REACHED,)),
    ((AT_WORK, REACHED, NOT_REACHED),),
)


@dataclass(frozen=True)
class Group:
    """Exits by one or more groups of reasons: how many, and of them each reason that is large
    enough; `rest` left for other reasons of the group."""

    parts: tuple[str, ...]
    count: int
    of: int
    reasons: list[tuple[str, int]]
    rest: int

    @property
    def words(self) -> str:
        """What they left for."""
        return words(self.parts)

    @property
    def percent(self) -> int:
        """Their part of all who left."""
        return round(100 * self.count / self.of) if self.of else 0


def words(parts: tuple[str, ...]) -> str:
    """A part of a way, in words."""
    return str(WORDS[parts])


def way(left: Counter[str]) -> few.Way | None:
    """The most telling way to put the groups of these reasons together; None: too few left."""
    return few.way_to_tell(by_group(left), WAYS)


def groups(left: Counter[str]) -> list[Group]:
    """Exits by reason, put together until no figure is of few; none where too few left."""
    told = way(left)
    if told is None:
        return []
    labels, of = codes.labels("exit_reason"), codes.groups("exit_reason")
    found = []
    for parts in told:
        own = Counter(
            {code: count for code, count in left.items() if _group(code, of) in parts and count}
        )
        reasons, rest = few.commonest((labels.get(code, code), n) for code, n in own.items())
        found.append(Group(parts, own.total(), left.total(), reasons, rest))
    return found


def _group(code: str, of: dict[str, str]) -> str:
    """A reason in no group is among the others."""
    return of.get(code, "") if of.get(code, "") in GROUPS else OTHER


def headline(found: list[Group]) -> Group | None:
    """Of all who left, those to work or studies; to work where only that may be told."""
    good = [one for one in found if OTHER not in one.parts]
    if not good:
        return None
    parts = tuple(part for one in good for part in one.parts)
    return Group(parts, sum(one.count for one in good), good[0].of, [], 0)


@dataclass(frozen=True)
class FollowedUp:
    """A round of follow-ups: everybody whose day came, those reached, those in work or studies.

    None is a figure that can't be told.
    """

    days: int
    due: int
    reached: int | None
    at_work: int | None

    @property
    def percent_reached(self) -> int:
        """Of everybody whose day came."""
        return round(100 * (self.reached or 0) / self.due)

    @property
    def percent_at_work(self) -> int:
        """Of everybody whose day came, reached or not."""
        return round(100 * (self.at_work or 0) / self.due)


def followed_up(row: counting.Round) -> FollowedUp | None:
    """A round as it may be told; None where its day has come for too few."""
    at_work = row.at_work_or_in_studies
    counts = {
        AT_WORK: at_work,
        REACHED: row.reached - at_work,
        NOT_REACHED: row.due - row.reached,
    }
    told = few.way_to_tell(counts, WAYS_AFTER)
    if told is None or not row.due or row.days not in FOLLOWED_UP_AFTER:
        return None
    return FollowedUp(
        days=row.days,
        due=row.due,
        reached=row.reached if (NOT_REACHED,) in told else None,
        at_work=at_work if (AT_WORK,) in told else None,
    )
