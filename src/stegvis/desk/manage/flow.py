"""A unit's last twelve months: who came, how many were under way, who left and why. Counts only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks, counted, how_many

MONTHS = 12
GROUPS = ("work", "studies", "other")
"""What the coded reasons of an exit are drawn as, in this order from the axis."""


@dataclass(frozen=True)
class Span:
    """A month, or some in a row: cases opened and ended in it, by reason, and open at its end (or
    today)."""

    first: date
    last: date
    came: int
    under_way: int
    left: Counter[str]

    @property
    def gone(self) -> int:
        """Cases that ended, whatever the reason."""
        return self.left.total()


@dataclass(frozen=True)
class Flow:
    """The months in order, the one that goes on last."""

    months: list[Span]
    before: int
    """Cases open when the first month began."""

    @property
    def came(self) -> int:
        """Cases opened in all the months."""
        return sum(month.came for month in self.months)

    @property
    def left(self) -> Counter[str]:
        """Cases ended in all the months, by reason."""
        return sum((month.left for month in self.months), Counter[str]())

    @property
    def gone(self) -> int:
        """Cases ended in all the months."""
        return self.left.total()

    @property
    def under_way(self) -> int:
        """Cases open today."""
        return self.months[-1].under_way


@asks
def flow(actor: Actor) -> Asking[Flow]:
    """Of the cases in the actor's unit that the actor may list: three questions whatever the size.

    Whoever only named officers see is counted nowhere: beside a list that leaves them out, a figure
    that doesn't would say how many they are. A case that was opened again counts as never ended.
    """
    firsts = _firsts(clock.today())
    start = firsts[0]
    own = Case.objects.filter(people.about_visible(actor), unit_id=actor.unit_id or 0)
    rows = own.order_by()
    opened = rows.filter(opened_on__gte=start).values_list(TruncMonth("opened_on"))
    opened = opened.annotate(n=Count("pk"))
    ended = rows.filter(closed_on__gte=start).values_list(TruncMonth("closed_on"), "exit_reason")
    ended = ended.annotate(n=Count("pk"))
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=start)
    earlier = counted(rows.filter(still_open, opened_on__lt=start))
    yield opened, ended, earlier
    came = dict(opened)
    left: dict[date, Counter[str]] = {first: Counter() for first in firsts}
    for first, reason, count in ended:
        left[first][reason] = count
    under_way = before = how_many(earlier)
    months = []
    for first in firsts:
        under_way += came.get(first, 0) - sum(left[first].values())
        months.append(Span(first, _last_day(first), came.get(first, 0), under_way, left[first]))
    return Flow(months, before)


def first_day() -> date:
    """The first of the days that are looked back on."""
    return _firsts(clock.today())[0]


def spans(months: list[Span], size: int) -> list[Span]:
    """So many months at a time, in order; `size` divides how many there are."""
    chunks = [months[at : at + size] for at in range(0, len(months), size)]
    return [
        Span(
            first=chunk[0].first,
            last=chunk[-1].last,
            came=sum(month.came for month in chunk),
            under_way=chunk[-1].under_way,
            left=sum((month.left for month in chunk), Counter[str]()),
        )
        for chunk in chunks
    ]


def _firsts(today: date) -> list[date]:
    """The first days of this month and the eleven before it."""
    number = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(number - MONTHS + 1, number + 1)]


def _last_day(first: date) -> date:
    """The month's last day, or today in the one that goes on."""
    following = (first + timedelta(days=32)).replace(day=1)
    return min(following - timedelta(days=1), clock.today())


def by_group(left: Counter[str]) -> Counter[str]:
    """Exits by the group of their reason; a reason in no group is counted among the others."""
    groups, found = codes.groups("exit_reason"), Counter[str]()
    for reason, count in left.items():
        group = groups.get(reason, "")
        found[group if group in GROUPS else GROUPS[-1]] += count
    return found


def by_reason(left: Counter[str]) -> list[tuple[str, int]]:
    """Each reason in words and how many, the commonest first."""
    words = codes.labels("exit_reason")
    found = [(words.get(reason, reason), count) for reason, count in left.items()]
    return sorted(found, key=lambda one: (-one[1], one[0]))
