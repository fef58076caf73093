"""Seats: for somebody in a group, from the person's side and from the group's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.groups import actions, queries, rules
from stegvis.casework.groups.forms import ChooseForm, GiveUpForm, JoinForm
from stegvis.casework.groups.models import Group, Member
from stegvis.casework.groups.views.keeping import of_the_unit, page_of
from stegvis.casework.people import queries as people
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted, press, pressed, way_back

GROUP = "group"


def choose(request: ActorRequest, public_id: str) -> HttpResponse:
    """A group for a person."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    case = cases.open_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_seat(case, by):
        raise refused(by=by, verb="groups.member.joined", subject=person)
    lines = queries.to_choose(case, by=by)
    form = ChooseForm(posted(request), lines=lines)

    def act() -> str:
        wanted = form.cleaned_data[GROUP]
        group = next(one.group for one in lines if one.group.public_id == wanted)
        _tell(request, actions.join(case, group=group, by=by))
        return reverse("plans:plan", args=[public_id])

    answer = change(request, form, act, by=by)
    shown = {"form": form, "person": person, "lines": lines}
    return answer or render(request, "groups/choose.html", shown)


@of_the_unit
def join(request: ActorRequest, found: Group) -> HttpResponse:
    """Somebody of one's own for a group."""
    by = request.actor
    own = queries.to_join(found, by=by)
    form = JoinForm(posted(request), cases=own)

    def act() -> str:
        wanted = form.cleaned_data["person"]
        case: Case = next(one for one in own if one.person.public_id == wanted)
        _tell(request, actions.join(case, group=found, by=by))
        return page_of(found)

    answer = change(request, form, act, by=by)
    return answer or render(request, "groups/join.html", {"form": form, "group": found})


LONGEST_REASON = 255


def _tell(request: ActorRequest, member: Member) -> None:
    told = (
        _("The group is full. The person waits for a seat.")
        if member.waits
        else _("There is a seat. It stands as a step in the plan, to be agreed.")
    )
    messages.success(request, told)


@require_POST
def seat(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: a free seat for somebody who waits."""
    found = queries.member(public_id, by=request.actor)
    if found is None:
        return not_found(request)
    back = way_back(request, page_of(found.group))

    def act() -> str:
        reason = request.POST.get("reason", "")[:LONGEST_REASON]
        _tell(request, actions.seat(found, reason=reason, by=request.actor))
        return back

    return press(request, pressed(request), act, by=request.actor, back=back)


def give_up(request: ActorRequest, public_id: str) -> HttpResponse:
    """Somebody gives up the seat, or no longer waits."""
    by = request.actor
    found = queries.member(public_id, by=by)
    if found is None:
        return not_found(request)
    people.open_person(found.person.public_id, by=by, purpose="casework", compartment="plan")
    if not rules.may_change_seat(found, by):
        raise refused(by=by, verb="groups.member.gave_up", subject=found)
    country = found.person.tenant.country
    form = (
        ChangeForm(posted(request)) if found.waits else GiveUpForm(posted(request), country=country)
    )

    def act() -> str:
        given = form.cleaned_data
        code, words = given.get("code", ""), given.get("words", "")
        actions.give_up(found, code=code, words=words, by=by)
        messages.success(request, _("The place is given up."))
        return way_back(request, page_of(found.group))

    answer = change(request, form, act, by=by)
    shown = {"form": form, "person": found.person, "member": found, "group": found.group}
    return answer or render(request, "groups/give_up.html", shown)
