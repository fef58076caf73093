"""Who came: the whole group on one screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stegvis.casework.groups import actions, queries
from stegvis.casework.groups.forms import AttendanceForm, day_of
from stegvis.casework.groups.models import Group
from stegvis.casework.groups.views.keeping import for_leaders, page_of
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back


@for_leaders
def attendance(request: ActorRequest, found: Group) -> HttpResponse:
    """Everybody as planned in one press; what differs is chosen person by person."""
    by = request.actor
    day = day_of(request.GET.get("day", ""), queries.day_to_note(found))
    page = queries.attendance_of(found, day, by=by)
    if page is None:
        shown = {"group": found}
        return (
            not_found(request)
            if "day" in request.GET
            else render(request, "groups/nothing_to_note.html", shown)
        )
    form = AttendanceForm(posted(request), page=page, country=found.unit.tenant.country)

    def act() -> str:
        actions.note_attendance(
            found,
            day=page.times.day,
            members=page.members,
            absent=form.absent,
            seen_version=form.seen,
            by=by,
        )
        messages.success(request, _("Attendance is noted."))
        return way_back(request, page_of(found))

    answer = change(request, form, act, by=by)
    return answer or render(
        request, "groups/attendance.html", {"form": form, "page": page, "group": found}
    )
