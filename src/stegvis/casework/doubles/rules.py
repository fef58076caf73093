"""Who resolves what waits to be compared, and who makes one record of two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from stegvis.casework.doubles.models import HiddenDouble
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import doubles, officers
from stegvis.casework.people.queries.unattended import RESOLVING
from stegvis.core import clock
from stegvis.core.audit.actor import Actor

HOURS = 24
"""How long whoever takes one up reaches the two records."""


@dataclass(frozen=True)
class Pair:
    """Two records of a board: the one that is kept, and the one that goes into it."""

    kept: Person
    gone: Person


def resolves(by: Actor) -> bool:
    """A unit's manager or a registrar: they sort out numbers that are known already."""
    return by.is_system or (by.is_staff and by.role in RESOLVING)


def sees_what_waits(by: Actor) -> bool:
    """Whoever resolves, and every named officer, whether or not anything waits for them."""
    return resolves(by) or officers.shut_to_others(by).exists()


def waiting_in_board(by: Actor) -> QuerySet[HiddenDouble]:
    """What waits in the actor's board, where no rule before reach keeps either record from them;
    the longest wait first."""
    rows = HiddenDouble.objects.filter(outcome="", secrecy_area=by.secrecy_area_id or 0)
    open_to = doubles.may_be_shown_to(by).values("pk")
    rows = rows.filter(person__in=open_to)
    rows = rows.filter(Q(newcomer__isnull=True) | Q(newcomer__in=open_to))
    return rows.select_related("person", "newcomer", "account").order_by("at", "pk")


def left_to_officer(by: Actor) -> QuerySet[HiddenDouble]:
    """What waits for the actor as a named officer, since no registrar sees it."""
    if not by.is_staff:
        return HiddenDouble.objects.none()
    own = officers.shut_to_others(by).values("pk")
    return waiting_in_board(by).filter(Q(person__in=own) | Q(newcomer__in=own))


def is_taken_up(double: HiddenDouble, by: Actor) -> bool:
    """Whether the actor has taken it up so lately that the records are open still."""
    since = clock.now() - timedelta(hours=HOURS)
    is_fresh = double.taken_up_at is not None and double.taken_up_at > since
    return is_fresh and double.taken_up_by_id == by.account_id


def sorts_out(pair: Pair, by: Actor) -> bool:
    """Whether a named officer has taken up exactly this pair, and may make one record of it."""
    one, other = pair.kept, pair.gone
    is_pair = Q(person=one, newcomer=other) | Q(person=other, newcomer=one)
    found = left_to_officer(by).filter(is_pair).first()
    return found is not None and is_taken_up(found, by)


def may_merge(pair: Pair, by: Actor) -> bool:
    """Whoever resolves, or as a named officer has taken up just these two, and answers for the
    whole of both files, neither on a passing ground. Never across boards, where each keeps a record
    of its own."""
    is_one_board = pair.kept.secrecy_area_id == pair.gone.secrecy_area_id
    if not (is_one_board and pair.kept.pk != pair.gone.pk):
        return False
    if not (resolves(by) or sorts_out(pair, by)):
        return False
    both = (pair.kept, pair.gone)
    return all(people.answers_for(one, by=by, compartment="journal") for one in both)
