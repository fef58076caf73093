"""Giving reach, ending it, and reaching urgently."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import rules
from stegvis.casework.people.models import Grant, Ground, OpeningReview, Person
from stegvis.casework.people.queries.urgent import concerned_units, waiting_for
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.fields import whole_reason
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Organisation, Unit

URGENT_HOURS = 24


@action("people.grant.given", rule=rules.may_grant)
def grant(
    person: Person,
    *,
    ground: str,
    by: Actor,
    account_id: int | None = None,
    unit: Unit | None = None,
    role: str = "",
    organisation: Organisation | None = None,
    scope: str = "full",
    purpose: str = "",
    reason: str = "",
    starts: datetime | None = None,
    ends: datetime | None = None,
    source: tuple[str, int] | None = None,
) -> Grant:
    """Give reach. Called by the action that is the reason: assignment, referral, consent.

    From now unless `starts` says otherwise.
    """
    kind, source_id = source or ("", None)
    new = Grant(
        person=person,
        account_id=account_id,
        unit=unit,
        role=role,
        organisation=organisation,
        scope=scope,
        purpose=purpose,
        ground=ground,
        reason=reason,
        starts=starts or clock.now(),
        ends=ends,
        source_kind=kind,
        source_id=source_id,
    )
    new.save(force_insert=True)
    return new


@action("people.grants.ended", rule=rules.may_grant)
def end_grants(
    person: Person,
    *,
    source: tuple[str, int],
    by: Actor,
    ground: str = "",
    at: datetime | None = None,
) -> int:
    """End what a source gave, now or `at` a moment ahead; what hasn't begun by then never does.

    Returns how many.
    """
    kind, source_id = source
    at = at or clock.now()
    rows: QuerySet[Grant] = Grant.objects.filter(
        person=person, source_kind=kind, source_id=source_id
    ).exclude(ends__lte=at)
    ended = [row for row in rows if not ground or row.ground == ground]
    for row in ended:
        row.ends = max(at, row.starts)
        row.save()
    return len(ended)


@action("people.person.opened_urgently", rule=rules.may_open_urgently)
def open_urgently(person: Person, *, reason: str, by: Actor) -> Grant:
    """Reach for at most 24 hours on a written reason. The managers of the reader's unit and of
    the units that have the person are told at once, and each unit's looks at it."""
    reason = whole_reason(reason)
    if by.account_id is None or by.unit_id is None:
        raise NotAllowedNowError(_("Only a member of staff can open a file urgently."))
    opening = grant(
        person,
        account_id=by.account_id,
        ground=Ground.URGENT,
        reason=reason,
        ends=clock.now() + timedelta(hours=URGENT_HOURS),
        source=("unit", by.unit_id),
        by=by,
    )
    for unit_id in concerned_units(person, unit_id=by.unit_id):
        OpeningReview(opening=opening, unit_id=unit_id).save(force_insert=True)
    for unit in waiting_for(opening):
        notices.tell_managers(unit.pk, text="review", by=by)
    return opening


@action("people.exception.reviewed", rule=rules.may_review)
def review_exception(opening: Grant, *, by: Actor) -> Grant:
    """The manager has looked at an urgent opening for their unit; with the last unit it is done."""
    if by.unit_id is None or by.account_id is None:
        raise NotAllowedNowError(_("A review needs somebody who signs it."))
    current = Grant.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if not rules.may_review(current, by):
        raise NotAllowedNowError(_("Somebody else has already reviewed this for your unit."))
    review = OpeningReview.objects.filter(opening=current, unit_id=by.unit_id).first()
    review = review or OpeningReview(opening=current, unit_id=by.unit_id)
    review.signed_by_id, review.signed_at = by.account_id, clock.now()
    review.save()
    if not waiting_for(current):
        current.reviewed_at = clock.now()
        current.save()
    return current
