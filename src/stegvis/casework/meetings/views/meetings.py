"""Booking, moving and calling off; how it went."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.meetings import actions, queries, rules
from stegvis.casework.meetings.forms import PLACE, BookForm, CancelForm, MoveForm, TimeForm
from stegvis.casework.meetings.models import Meeting
from stegvis.casework.meetings.views.opening import frame_of, opened, opened_meeting, to_change
from stegvis.casework.people.models import InterpreterNeed, Person
from stegvis.core import clock, zones
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.forms import as_it_is
from stegvis.core.forms.submit import change, posted, press, pressed, way_back
from stegvis.core.working_days import working_day

MOST_SHOWN = 100


def _page_of(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.public_id])


def meetings(request: ActorRequest, public_id: str) -> HttpResponse:
    """Everything booked with the person, and what has been."""
    by = request.actor
    person = opened(request, public_id)
    case = None if rules.is_person(by) else cases.open_case(person, by=by)
    ahead = queries.ahead_of(person, by=by)
    shown = {one.pk for one in ahead}
    past = [one for one in queries.meetings_of(person, by=by)[:MOST_SHOWN] if one.pk not in shown]
    page = {
        "person": person,
        "frame": frame_of(request),
        "ahead": ahead,
        "past": past,
        "may_book": case is not None and rules.may_book(case, by),
    }
    return render(request, "meetings/meetings.html", page)


def new(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new meeting with the person."""
    by = request.actor
    person = opened(request, public_id)
    case = cases.open_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_book(case, by):
        raise refused(by=by, verb="meetings.meeting.booked", subject=person)
    staff = working_in(case.unit_id, MEETING_PEOPLE)
    initial = _begins_with(person, staff, by.account_id)
    form = BookForm(posted(request), country=person.tenant.country, staff=staff, initial=initial)

    def act() -> str:
        said = form.cleaned_data
        _warn(form, case, [form.facts.account, *said["colleagues"]])
        actions.book(
            case,
            facts=form.facts,
            colleagues=said["colleagues"],
            partners=said["partners"],
            by=by,
        )
        messages.success(request, _("The meeting is booked and everybody is told."))
        return way_back(request, reverse("meetings:meetings", args=[public_id]))

    page = {"form": form, "person": person, "rooms": queries.rooms(by)}
    return change(request, form, act, by=by) or render(request, "meetings/new.html", page)


def _begins_with(person: Person, staff: Any, account_id: int | None) -> dict[str, Any]:
    """The next working day at nine, held by whoever books, with the interpreter that is needed."""
    needed = person.interpreter not in (InterpreterNeed.NONE, InterpreterNeed.SIGN)
    return {
        "kind": "follow_up",
        "day": working_day(clock.days_from_today(1), person.tenant.country),
        "starts": time(9),
        "ends": time(10),
        "account": next((one.public_id for one in staff if one.pk == account_id), None),
        "interpreter": person.language if needed else "",
    }


def _warn(form: TimeForm, case: Case, accounts: list[Any], but: Meeting | None = None) -> None:
    """NotAllowedNowError, at the box that says so, until somebody books it all the same."""
    facts, country = form.facts, case.person.tenant.country
    if form.cleaned_data["anyway"]:
        return
    starts = zones.moment(facts.day, facts.starts, country=country, field="starts")
    ends = zones.moment(facts.day, facts.ends, country=country, field="ends")
    found = queries.conflicts(starts, ends, case=case, accounts=accounts, room=facts.room, but=but)
    if found:
        raise NotAllowedNowError(" ".join(found), field="anyway")


def meeting(request: ActorRequest, public_id: str) -> HttpResponse:
    """When, where, who comes; and what can be done with it."""
    by = request.actor
    found = opened_meeting(request, public_id)
    if found is None:
        return not_found(request)
    page = {
        "meeting": found,
        "person": found.person,
        "frame": frame_of(request),
        "guests": queries.guests_of(found),
        "own": queries.own_invitation(found, by=by),
        "may_change": not rules.is_person(by) and rules.may_change(found, by),
    }
    return render(request, "meetings/meeting.html", page)


def move(request: ActorRequest, public_id: str) -> HttpResponse:
    """Another time or place."""
    by = request.actor
    found = to_change(request, public_id, verb="meetings.meeting.moved")
    if found is None:
        return not_found(request)
    staff = working_in(found.case.unit_id, MEETING_PEOPLE)
    initial = as_it_is(found, "kind", *PLACE) | {
        "day": found.local_start.date(),
        "starts": found.local_start.time(),
        "ends": found.local_end.time(),
        "account": found.account.public_id,
    }
    country = found.person.tenant.country
    form = MoveForm(posted(request), country=country, staff=staff, initial=initial)

    def act() -> str:
        guests = [one.account for one in queries.guests_of(found) if one.account]
        _warn(form, found.case, [form.facts.account, *guests], but=found)
        reason = form.cleaned_data["reason"]
        actions.move(found, facts=form.facts, reason=reason, seen_version=form.seen, by=by)
        messages.success(request, _("The meeting is changed and everybody is told."))
        return _page_of(found)

    page = {"form": form, "person": found.person, "meeting": found, "rooms": queries.rooms(by)}
    return change(request, form, act, by=by) or render(request, "meetings/move.html", page)


def cancel(request: ActorRequest, public_id: str) -> HttpResponse:
    """Call it off."""
    by = request.actor
    found = to_change(request, public_id, verb="meetings.meeting.cancelled")
    if found is None:
        return not_found(request)
    country = found.person.tenant.country
    form = CancelForm(posted(request), country=country, initial=as_it_is(found))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.cancel(found, reason=reason, seen_version=form.seen, by=by)
        messages.success(request, _("The meeting is cancelled."))
        return _page_of(found)

    page = {"form": form, "person": found.person, "meeting": found}
    return change(request, form, act, by=by) or render(request, "meetings/cancel.html", page)


@require_POST
def outcome(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: they met, or the person didn't come."""
    by = request.actor
    found = to_change(request, public_id, verb="meetings.meeting.told")
    if found is None:
        return not_found(request)
    came = request.POST.get("came") == "yes"

    def act() -> str:
        actions.note_outcome(found, came=came, by=by)
        messages.success(request, _("Noted."))
        if not came:
            return _page_of(found)
        return reverse("journal:write", args=[found.person.public_id]) + "?kind=meeting"

    return press(request, pressed(request), act, by=by, back=_page_of(found))
