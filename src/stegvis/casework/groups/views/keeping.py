"""The unit's groups: the list, one group's page, and what is changed about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.groups import actions, queries, rules
from stegvis.casework.groups.forms import ChangedDayForm, GroupForm
from stegvis.casework.groups.models import Group
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted
from stegvis.core.organisations.queries import country_of, own_unit

View = Callable[[ActorRequest, str], HttpResponse]


def listed(request: ActorRequest) -> HttpResponse:
    """The groups of the unit that aren't over."""
    unit = own_unit(request.actor)
    if unit is None or not rules.may_keep(unit, request.actor):
        return not_found(request)
    return render(request, "groups/list.html", {"lines": queries.groups_of(request.actor)})


def of_the_unit(view: Callable[[ActorRequest, Group], HttpResponse]) -> View:
    """A page about a group of the unit that the actor meets people in."""

    @wraps(view)
    def run(request: ActorRequest, public_id: str) -> HttpResponse:
        found = queries.group(public_id, by=request.actor)
        return view(request, found) if found is not None else not_found(request)

    return run


def for_leaders(view: Callable[[ActorRequest, Group], HttpResponse]) -> View:
    """The same, for those who lead it."""

    @wraps(view)
    def run(request: ActorRequest, found: Group) -> HttpResponse:
        if not rules.may_lead(found, request.actor):
            raise refused(by=request.actor, verb="groups.group.changed", subject=found)
        return view(request, found)

    return of_the_unit(run)


def page_of(group: Group) -> str:
    """The address of a group's page."""
    return reverse("groups:group", args=[group.public_id])


@of_the_unit
def group(request: ActorRequest, found: Group) -> HttpResponse:
    """What the group is, who is in it of those the reader meets, who came."""
    by = request.actor
    shown = {
        "group": found,
        "page": queries.group_page(found, by=by),
        "may_lead": rules.may_lead(found, by),
    }
    return render(request, "groups/group.html", shown)


def new(request: ActorRequest) -> HttpResponse:
    """A new group."""
    by, unit = request.actor, own_unit(request.actor)
    if unit is None or not rules.may_keep(unit, by):
        return not_found(request)
    form = GroupForm(posted(request), by=by, country=country_of(by))

    def act() -> str:
        made = actions.create(unit, facts=form.facts, by=by)
        messages.success(request, _("The group is there. Now give people a seat in it."))
        return page_of(made)

    answer = change(request, form, act, by=by)
    shown = {"form": form, "heading": _("New group"), "back": reverse("groups:list")}
    return answer or render(request, "groups/form.html", shown)


@for_leaders
def edit(request: ActorRequest, found: Group) -> HttpResponse:
    """Change what the group is."""
    by = request.actor
    form = GroupForm(posted(request), by=by, country=country_of(by), group=found)

    def act() -> str:
        actions.change(found, facts=form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return page_of(found)

    answer = change(request, form, act, by=by)
    shown = {"form": form, "heading": found.name, "back": page_of(found)}
    return answer or render(request, "groups/form.html", shown)


@for_leaders
def day(request: ActorRequest, found: Group) -> HttpResponse:
    """A day that isn't as the week says."""
    by, form = request.actor, ChangedDayForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        times = {"starts_at": given["starts_at"], "ends_at": given["ends_at"]}
        actions.change_day(found, day=given["day"], **times, by=by)
        messages.success(request, _("The day is changed."))
        return page_of(found)

    answer = change(request, form, act, by=by)
    return answer or render(request, "groups/day.html", {"form": form, "group": found})
