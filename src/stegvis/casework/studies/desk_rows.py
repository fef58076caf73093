"""What this room tells others: what is to be applied for, what begins, the way beside the plan."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stegvis.casework.cases.registries import BucketRow, Reason
from stegvis.casework.people.models import Person
from stegvis.casework.plans.registries import Beside
from stegvis.casework.studies import queries
from stegvis.casework.studies.models import Study
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Applications whose last day is near or has passed, and studies that begin."""
    studies = queries.to_see_to(actor)
    yield (studies,)
    return [_row(study) for study in studies]


def _row(study: Study) -> BucketRow:
    today, by = clock.today(), study.apply_by
    url = reverse("studies:study", args=[study.public_id])
    if by is None or study.applied_on or study.answered_on:
        return BucketRow(
            person=study.person,
            why=_("Begins tomorrow"),
            next_step=_("Wish luck and see that all is ready"),
            url=url,
            due=study.activity.starts_on,
            reason=Reason.PLAN,
        )
    late = by < today
    why = _("The last day to apply was %(day)s") if late else _("To be applied for by %(day)s")
    return BucketRow(
        person=study.person,
        why=why % {"day": date_format(by, "j F")},
        next_step=_("Apply together"),
        url=url,
        urgent=late,
        due=by,
        reason=Reason.PLAN,
    )


def beside_the_plan(person: Person, by: Actor) -> Beside | None:
    """The person's studies as ways, for the page of the plan."""
    ways = queries.ways_of(person, by=by)
    return Beside("studies/ways.html", ways) if ways else None
