"""Booking a meeting and moving it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.meetings import rules
from stegvis.casework.meetings.actions import reminding
from stegvis.casework.meetings.models import Guest, Meeting
from stegvis.casework.people.queries import reaches
from stegvis.core import clock, zones
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import colleague_in, working_in
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.notices import actions as notices


@dataclass(frozen=True)
class MeetingFacts:
    """When and where, by the clocks of the authority's country."""

    kind: str
    day: date
    starts: time
    ends: time
    account: Account
    room: str = ""
    video_link: str = ""
    interpreter: str = ""
    interpreter_booked: bool = False


@dataclass(frozen=True)
class Partner:
    """Somebody from elsewhere."""

    name: str
    email: str = ""


@action("meetings.meeting.booked", rule=rules.may_book)
def book(
    case: Case,
    *,
    facts: MeetingFacts,
    by: Actor,
    colleagues: Iterable[Account] = (),
    partners: Iterable[Partner] = (),
) -> Meeting:
    """Book a time and invite everybody to it; they are told that there is something to answer."""
    cases.held_open(case)
    meeting = Meeting(person=case.person, case=case, secrecy_area=case.secrecy_area)
    _fill(meeting, facts, ahead=True)
    meeting.save(force_insert=True)
    _invite(meeting, colleagues, partners)
    reminding.plan(meeting, by=by)
    _tell(meeting, "time_new", by)
    return meeting


@action("meetings.meeting.moved", rule=rules.may_change)
def move(
    meeting: Meeting, *, facts: MeetingFacts, reason: str, seen_version: int, by: Actor
) -> Meeting:
    """Another time or place, with a coded reason. What was answered was to the time before."""
    if meeting.version != seen_version:
        raise StaleVersionError(meeting)
    if not meeting.is_planned or meeting.ends_at <= clock.now():
        raise NotAllowedNowError(_("What has been can't be moved. Book a new time."))
    check_reason(meeting, reason)
    before = (meeting.starts_at, meeting.ends_at)
    _fill(meeting, facts, ahead=True)
    meeting.change_reason = reason
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.next_version().save()
    if (meeting.starts_at, meeting.ends_at) != before:
        _ask_again(meeting)
        reminding.drop(meeting, by=by)
        reminding.plan(meeting, by=by)
    _tell(meeting, "time_changed", by)
    return meeting


def check_reason(meeting: Meeting, reason: str) -> None:
    """NotAllowedNowError for a reason that isn't in the list."""
    if not codes.is_current("meeting_change_reason", reason, country=meeting.person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="reason")


def _fill(meeting: Meeting, facts: MeetingFacts, *, ahead: bool) -> None:
    country = meeting.person.tenant.country
    starts = zones.moment(facts.day, facts.starts, country=country, field="starts")
    ends = zones.moment(facts.day, facts.ends, country=country, field="ends")
    _check_times(starts, ends)
    if not codes.is_current("meeting_kind", facts.kind, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    _check_holder(meeting, facts.account)
    link = facts.video_link.strip()
    if link and not _leads_to_a_host(link):
        raise NotAllowedNowError(
            _("A link to a video meeting begins with https://."), field="video_link"
        )
    if facts.interpreter_booked and not facts.interpreter:
        raise NotAllowedNowError(
            _("Say in which language the interpreter is booked."), field="interpreter"
        )
    meeting.kind, meeting.account = facts.kind, facts.account
    meeting.starts_at, meeting.ends_at = starts, ends
    meeting.room, meeting.video_link = facts.room.strip(), link
    meeting.interpreter = facts.interpreter
    meeting.interpreter_booked = facts.interpreter_booked


def _leads_to_a_host(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def _check_times(starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise NotAllowedNowError(_("The end has to come after the start."), field="ends")
    if ends - starts > rules.LONGEST:
        raise NotAllowedNowError(_("A meeting lasts 10 hours at most."), field="ends")
    if ends <= clock.now():
        raise NotAllowedNowError(_("The time has passed. Choose one to come."), field="day")
    if starts - clock.now() > rules.FARTHEST_AHEAD:
        raise NotAllowedNowError(_("Choose a day within a year."), field="day")


def _check_holder(meeting: Meeting, account: Account) -> None:
    if not working_in(meeting.case.unit_id, MEETING_PEOPLE).filter(pk=account.pk).exists():
        raise NotAllowedNowError(_("Choose somebody who works in the unit."), field="account")
    _check_reaches(meeting, account, "account")


def _check_reaches(meeting: Meeting, account: Account, field: str) -> None:
    """A colleague whom a rule keeps from the person isn't told that there is a meeting."""
    actor = colleague_in(meeting.case.unit_id, account, MEETING_PEOPLE)
    if not reaches(meeting.person, by=actor, compartment="plan"):
        raise NotAllowedNowError(
            _("%(name)s can't open the person's file and so can't be at the meeting.")
            % {"name": account.name},
            field=field,
        )


def _invite(meeting: Meeting, colleagues: Iterable[Account], partners: Iterable[Partner]) -> None:
    guests = [_guest(meeting, is_person=True)]
    for account in colleagues:
        if account.pk != meeting.account_id:
            _check_reaches(meeting, account, "colleagues")
            guests.append(_guest(meeting, account=account))
    for partner in partners:
        email = _checked_email(partner.email.strip())
        guests.append(_guest(meeting, name=partner.name.strip(), email=email))
    if len(guests) > rules.MOST_GUESTS:
        raise NotAllowedNowError(_("Invite at most 12."), field="partners")
    for guest in guests:
        guest.save(force_insert=True)


def _checked_email(email: str) -> str:
    try:
        if email:
            Guest._meta.get_field("email").run_validators(email)
    except ValidationError as fault:
        raise NotAllowedNowError(
            _("“%(email)s” is no e-mail address: one looks like name@example.org.")
            % {"email": email},
            field="partners",
        ) from fault
    return email


def _guest(
    meeting: Meeting,
    *,
    is_person: bool = False,
    account: Account | None = None,
    name: str = "",
    email: str = "",
) -> Guest:
    return Guest(
        meeting=meeting,
        person=meeting.person,
        secrecy_area=meeting.secrecy_area,
        is_person=is_person,
        account=account,
        name=name,
        email=email,
    )


def _ask_again(meeting: Meeting) -> None:
    for guest in meeting.guests.exclude(answer=""):
        guest.answer, guest.words, guest.answered_at = "", "", None
        guest.save()


def _tell(meeting: Meeting, text: str, by: Actor) -> None:
    """Tell everybody that there is something new, but whoever did it."""
    tell_guests(meeting, text=text, by=by)
    if meeting.account_id != by.account_id:
        notices.tell(("account", meeting.account_id), text=text, by=by)


def tell_guests(meeting: Meeting, *, text: str, by: Actor) -> None:
    """Tell the guests, each by a way of their own: nothing of what or with whom."""
    for guest in meeting.guests.select_related("account", "person"):
        if guest.is_person and not rules.is_person(by):
            notices.tell(("person", guest.person_id), text=text, by=by)
        elif guest.account_id and guest.account_id != by.account_id:
            notices.tell(("account", guest.account_id), text=text, by=by)
        elif guest.email:
            notices.tell(("meeting_guest", guest.pk), text=f"guest_{text}", by=by)
