"""Tasks, and asking how it went after an exit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import actions, counting, queries, rules
from stegvis.casework.cases.forms import FollowUpForm, OwnFollowUpForm, TaskForm
from stegvis.casework.cases.views.cases import no_case, open_case
from stegvis.casework.people import queries as people
from stegvis.casework.people.addresses import page_of
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.queries import working_in
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted, press, pressed, way_back


def task(request: ActorRequest, public_id: str) -> HttpResponse:
    """Something to do with a person by a day."""
    by = request.actor
    person, case = open_case(request, public_id)
    if case is None or not case.is_open:
        return no_case(request, person)
    staff = working_in(case.unit_id, rules.MEETING_PEOPLE)
    own = next((account.public_id for account in staff if account.pk == by.account_id), None)
    initial = {"due_on": clock.days_from_today(7), "account": own}
    form = TaskForm(posted(request), country=person.tenant.country, staff=staff, initial=initial)

    def act() -> str:
        given = form.cleaned_data
        actions.add_task(
            case,
            kind=given["kind"],
            text=given["text"],
            due_on=given["due_on"],
            account=given["account"],
            by=by,
        )
        messages.success(request, _("The task is added."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    return answer or render(request, "cases/task.html", {"form": form, "person": person})


@require_POST
def task_done(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: done."""
    by = request.actor
    found = queries.task(public_id, by=by)
    if found is None:
        return not_found(request)
    back = way_back(request, page_of(found.person))

    def act() -> str:
        actions.finish_task(found, by=by)
        messages.success(request, _("Done."))
        return back

    return press(request, pressed(request), act, by=by, back=back)


def follow_up(request: ActorRequest, public_id: str) -> HttpResponse:
    """How it went, so many days after the exit."""
    by = request.actor
    found = queries.follow_up(public_id, by=by)
    if found is None:
        return not_found(request)
    own = rules.is_person(by)
    purpose = "own" if own else "follow-up"
    person = people.open_person(found.person.public_id, by=by, purpose=purpose, compartment="plan")
    if not rules.may_follow_up(found, by):
        raise refused(by=by, verb="cases.follow_up.done", subject=found)
    back = "/" if own else page_of(person)
    if found.done_on is not None:
        return redirect(back)
    kind = OwnFollowUpForm if own else FollowUpForm
    initial = {"seen_version": found.version, "heard_by": "phone"}
    form = kind(posted(request), country=person.tenant.country, initial=initial)

    def act() -> str:
        actions.follow_up(found, heard=form.heard, seen_version=form.seen, by=by)
        messages.success(request, _("Thank you. The answer is saved."))
        return way_back(request, back)

    answer = change(request, form, act, by=by)
    template = "cases/own_follow_up.html" if own else "cases/follow_up.html"
    gives = not own and rules.may_assign(found.case, by)
    page = {"form": form, "person": person, "follow_up": found, "gives": gives}
    return answer or render(request, template, page)


@require_POST
def attempt(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: nobody answered, ask again in some days."""
    by = request.actor
    found = queries.follow_up(public_id, by=by)
    if found is None:
        return not_found(request)
    if not rules.may_follow_up(found, by):
        raise refused(by=by, verb="cases.follow_up.tried", subject=found)
    back = way_back(request, page_of(found.person))
    form = ChangeForm({name: request.POST.get(name, "") for name in ("key", "seen_version")})

    def act() -> str:
        actions.note_attempt(found, seen_version=form.seen, by=by)
        day = date_format(found.again_on or clock.today(), "j F")
        messages.success(request, _("Noted. You are reminded on %(day)s.") % {"day": day})
        return back

    return press(request, form, act, by=by, back=back)


def follow_ups(request: ActorRequest) -> HttpResponse:
    """How many were reached after an exit from the unit, and what they do now."""
    by = request.actor
    if by.role not in rules.MEETING_PEOPLE:
        raise refused(by=by, verb="cases.follow_ups.counted")
    return render(request, "cases/follow_ups.html", {"counted": counting.follow_ups(by)})
