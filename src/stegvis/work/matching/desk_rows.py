"""What this room tells the desk: proposals that wait for an answer, what was said yes to, and when
they were made."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases.registries import (
    BucketRow,
    Persons,
    Phase,
    Reason,
    Standing,
    TimelineEntry,
)
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks
from stegvis.work.matching import queries
from stegvis.work.matching.models import Proposal


@asks
def waiting_for_answer(actor: Actor) -> Asking[list[BucketRow]]:
    """Places proposed to persons in the caseload who haven't answered."""
    proposals = queries.unanswered(actor)
    yield (proposals,)
    return [_bucket_row(row) for row in proposals]


def _bucket_row(row: Proposal) -> BucketRow:
    assert row.lapses_on is not None
    left = (row.lapses_on - clock.today()).days
    why = ngettext(
        "A place is proposed; %(n)s day left to answer",
        "A place is proposed; %(n)s days left to answer",
        left,
    ) % {"n": left}
    return BucketRow(
        person=row.person,
        why=why,
        next_step=_("Ask what they think"),
        url=reverse("matching:answer", args=[row.public_id]),
        due=row.lapses_on,
        reason=Reason.PROPOSAL,
    )


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Persons in the caseload who have said yes to a place, until the placement is registered."""
    proposals = queries.yes_without_placement(actor)
    yield (proposals,)
    return [_said_yes(row) for row in proposals]


def _said_yes(row: Proposal) -> BucketRow:
    return BucketRow(
        person=row.person,
        why=_("Has said yes to a place"),
        next_step=_("Register the placement"),
        url=queries.placement_form(row),
        reason=Reason.PROPOSAL,
    )


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """Looking for a place while one is proposed, or said yes to and no placement yet; the day of
    the latest decision or answer."""
    proposals = queries.of_persons(persons, by=actor)
    yes = queries.yes_left_of(persons, by=actor).order_by().values_list("pk", flat=True)
    yield proposals, yes
    left = set(yes)
    found: dict[int, Standing] = {}
    for row in proposals:
        waits = row.status == Proposal.Status.WAITING
        moved_on = timezone.localdate(row.answered_at or row.decided_at)
        phase = Phase.LOOKING if waits or row.pk in left else Phase.AFTER
        one = Standing(phase, moved_on, goes_on=waits)
        found[row.person_id] = found.get(row.person_id, one).and_also(one)
    return found


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """Each proposal as a moment."""
    if not people.reaches(person, by=by, compartment="matching"):
        return []
    proposals = queries.proposed_to(person, by=by)
    yield (proposals,)
    return [
        TimelineEntry(
            row="work",
            label=_("Proposed: %(title)s") % {"title": row.opportunity.title},
            starts=timezone.localdate(row.decided_at),
            url=reverse("matching:answer", args=[row.public_id])
            if row.status == Proposal.Status.WAITING
            else "",
        )
        for row in proposals
    ]
