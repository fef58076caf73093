"""Asking how it went after an exit: tries, and the answer, over the phone or on the own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import rules
from stegvis.casework.cases.models import FollowUp, StillThere
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.working_days import working_day

REACHED, OWN_PAGE = "reached", "own_page"
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Heard:
    """What came of asking; what is said of somebody who wasn't reached is left out."""

    outcome: str
    occupation: str = ""
    still_there: str = ""
    words: str = ""
    heard_by: str = ""


def check_beginning(occupation: str, begins: date | None, closed_on: date) -> None:
    """NotAllowedNowError unless work or studies may begin on the day, near the last one here."""
    if begins is None:
        return
    if occupation not in rules.BEGINS_SOMETHING:
        raise NotAllowedNowError(
            _("Only work and studies have a first day. Leave it empty."), field="occupation_from"
        )
    if abs((begins - closed_on).days) > rules.FARTHEST_BEGINNING:
        raise NotAllowedNowError(
            _("The first day must lie within a year of the last day here."),
            field="occupation_from",
        )


@action("cases.follow_up.done", rule=rules.may_follow_up)
def follow_up(row: FollowUp, *, heard: Heard, seen_version: int, by: Actor) -> FollowUp:
    """How it went: reached, not reached or declined, and what the person does now."""
    _check_current(row, seen_version)
    country = row.person.tenant.country
    if not codes.is_current("contact_outcome", heard.outcome, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="outcome")
    if heard.outcome == REACHED:
        _fill(row, _checked(heard, country, by))
    row.outcome, row.done_on = heard.outcome, clock.today()
    row.next_version().save()
    return row


def _checked(heard: Heard, country: str, by: Actor) -> Heard:
    """What was heard, from the person's own page where it came that way."""
    said = replace(heard, heard_by=OWN_PAGE) if rules.is_person(by) else heard
    for field, list_key in (("occupation", "occupation_after_exit"), ("heard_by", "follow_up_way")):
        if not codes.is_current(list_key, getattr(said, field), country=country):
            raise NotAllowedNowError(_("Choose one of the values in the list."), field=field)
    if said.still_there and said.still_there not in StillThere.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="still_there")
    if len(said.words) > LONGEST_WORDS:
        raise NotAllowedNowError(_("Write at most 500 characters."), field="words")
    return said


def _fill(row: FollowUp, heard: Heard) -> None:
    row.occupation, row.heard_by = heard.occupation, heard.heard_by
    row.still_there, row.words = heard.still_there, heard.words.strip()


@action("cases.follow_up.tried", rule=rules.may_note_attempt)
def note_attempt(row: FollowUp, *, seen_version: int, by: Actor) -> FollowUp:  # noqa: ARG001
    """Nobody answered: counted, and asked again after TRIES_AGAIN_AFTER days, on a working day."""
    _check_current(row, seen_version)
    row.attempts += 1
    row.tried_on = clock.today()
    again = clock.days_from_today(rules.TRIES_AGAIN_AFTER)
    row.again_on = working_day(again, row.person.tenant.country)
    row.next_version().save()
    return row


def _check_current(row: FollowUp, seen_version: int) -> None:
    if row.done_on is not None:
        raise NotAllowedNowError(_("This follow-up has already been answered."))
    if row.due_on > clock.today():
        raise NotAllowedNowError(_("The day hasn't come yet."))
    if row.version != seen_version:
        raise StaleVersionError(row)
