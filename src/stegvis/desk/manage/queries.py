"""What a unit's manager has to look at: urgent openings, and the log month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Grant, Person
from stegvis.casework.people.queries import urgent
from stegvis.core import clock
from stegvis.core.accounts.queries import others_with
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asking, asks
from stegvis.desk.manage import log as log  # noqa: PLC0414  a door
from stegvis.desk.manage import rules
from stegvis.desk.manage.models import LogReview

MONTHS_SHOWN = 3
SIGNED_LOOKED_AT = 24


@dataclass(frozen=True)
class UrgentOpening:
    """An urgent opening to review; the person only if the manager may list them."""

    review: urgent.ToReview
    person: Person | None

    @property
    def grant(self) -> Grant:
        """The opening."""
        return self.review.opening


@asks
def urgent_openings(actor: Actor) -> Asking[list[UrgentOpening]]:
    """Those that concern the actor's unit and that somebody is waited for, the oldest first."""
    found = yield from asking(urgent.to_review, actor)
    listed = people.visible_to(actor).filter(pk__in=[one.opening.person_id for one in found])
    yield (listed,)
    persons = {person.pk: person for person in listed}
    return [UrgentOpening(one, persons.get(one.opening.person_id)) for one in found]


@dataclass(frozen=True)
class MonthToSign:
    """A month whose log is reviewed or waits."""

    month: date
    review: LogReview | None


@asks
def months_to_sign(actor: Actor) -> Asking[list[MonthToSign]]:
    """The latest whole months, newest first, each with its signed review if there is one."""
    reviews = LogReview.objects.filter(unit_id=actor.unit_id or 0, of__isnull=True).select_related(
        "signed_by"
    )
    latest = reviews.order_by("-month", "pk")[:SIGNED_LOOKED_AT]
    yield (latest,)
    signed = {review.month: review for review in latest}
    return [MonthToSign(month, signed.get(month)) for month in _latest_months(MONTHS_SHOWN)]


@dataclass(frozen=True)
class Managers:
    """What managers opened: by others, for the actor to sign, and by the actor, for another.

    `signers` is how many others there are who could sign the actor's.
    """

    to_sign: list[log.ManagersMonth]
    own: list[log.ManagersMonth]
    signers: int


def managers_openings(actor: Actor) -> Managers:
    """Of the latest whole months, what every manager in the authority opened."""
    found = log.managers_months(_latest_months(MONTHS_SHOWN), by=actor)
    return Managers(
        to_sign=[one for one in found if one.account.pk != actor.account_id],
        own=[one for one in found if one.account.pk == actor.account_id],
        signers=others_with(rules.SIGNING, than=actor).count(),
    )


def _latest_months(count: int) -> list[date]:
    day, months = clock.today(), []
    for _step in range(count):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        months.append(day)
    return months
