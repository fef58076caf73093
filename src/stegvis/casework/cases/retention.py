"""How long the files are kept: the rule of each country, and whose time is up.

Stegvis lists and never erases of itself: the authority decides, and its archivist knows what the
archives act and research keep longer (arkivlagen 1990:782; certain birth days and municipalities).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from stegvis.casework.cases.models import Case, FollowUp, Referral
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.queries import country_of


@dataclass(frozen=True)
class Retention:
    """Full years after the last entry in the file, and the law that says so."""

    years: int
    source: str


RETENTION = {
    "SE": Retention(
        5,
        "Socialtjänstlagen (2001:453) 12 kap. 1 §: fem år efter den sista anteckningen i akten; "
        "i socialtjänstlagen (2025:400) under ny beteckning",
    ),
}
"""By country. Norway has no entry: there a decision under arkivlova comes before any disposal."""


def retention_rule(by: Actor) -> Retention | None:
    """The rule where the actor works; None where no law sets a time."""
    return RETENTION.get(country_of(by))


def retention_day(rule: Retention) -> date:
    """Files whose last entry is older than this day are due."""
    today = clock.today()
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - rule.years, day=day)


def is_due(by: Actor) -> Q:
    """Persons whose cases in the actor's unit, and every other, ended before the day."""
    rule = retention_rule(by)
    if rule is None:
        return Q(pk__in=[])
    day = retention_day(rule)
    own = {"person": OuterRef("pk")}
    since = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    ended = Case.objects.filter(unit_id=by.unit_id or 0, closed_on__lt=day).order_by()
    return (
        Q(pk__in=ended.values("person"))
        & ~Q(Exists(Case.objects.filter(since, **own)))
        & ~Q(Exists(Referral.objects.filter(received_on__gte=day, **own)))
        & ~Q(Exists(FollowUp.objects.filter(done_on__gte=day, **own)))
    )


def under_way(person: Person) -> list[str]:
    """Open cases and waiting referrals, which end before anybody is erased.

    They aren't placed: another board's unit is nobody else's business.
    """
    waiting = Referral.objects.filter(
        person=person, accepted_on__isnull=True, refused_on__isnull=True
    )
    told = []
    if Case.objects.filter(person=person, closed_on__isnull=True).exists():
        told.append(gettext("There is an open case. End it first."))
    if waiting.exists():
        told.append(gettext("A referral waits in the queue. Answer it first."))
    return told
