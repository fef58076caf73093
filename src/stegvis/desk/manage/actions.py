"""Signing a month's review of the log."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Unit
from stegvis.desk.manage import log, rules
from stegvis.desk.manage.models import LogReview


@action("manage.log.reviewed", rule=rules.may_review)
def sign_review(unit: Unit, *, month: date, notes: str, by: Actor) -> LogReview:
    """The month is gone through. What was drawn is kept with the signature."""
    if by.account_id is None:
        raise NotAllowedNowError(_("A review needs somebody who signs it."))
    if not log.is_over(month):
        raise NotAllowedNowError(_("The month isn't over yet. Sign when it is."), field="month")
    if LogReview.objects.filter(unit=unit, month=month).exists():
        raise NotAllowedNowError(_("The month is already signed."), field="month")
    review = LogReview(
        unit=unit,
        month=month,
        notes=notes.strip(),
        signed_by_id=by.account_id,
        drawn=[
            {
                "account": one.openings.account_id,
                "person": one.openings.person_id,
                "times": one.openings.times,
                "signals": list(one.signals),
            }
            for one in log.drawn(month, by=by)
        ],
    )
    review.save(force_insert=True)
    return review
