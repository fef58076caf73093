"""Keeping up to date what is known about a person."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.people import actions, queries, rules
from stegvis.casework.people.addresses import page_if_reached, page_of
from stegvis.casework.people.forms import (
    ColleagueForm,
    ContactForm,
    ContactWayForm,
    EditForm,
    GiveNumberForm,
    HouseholdForm,
    LinkForm,
    ProtectForm,
)
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import officers
from stegvis.casework.people.views.register import tell_if_spent
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.queries import everybody_working
from stegvis.core.forms.forms import as_it_is
from stegvis.core.forms.submit import change, posted, press, way_back
from stegvis.core.organisations.models import Unit
from stegvis.core.organisations.queries import own_unit


def edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """Names, languages, municipality."""
    by = request.actor
    person, unit = _open(request, public_id)
    form = EditForm(posted(request), unit=unit, initial=as_it_is(person, *actions.EDITABLE))

    def act() -> str:
        actions.edit(person, seen_version=form.seen, by=by, **form.changes)
        messages.success(request, _("Saved."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    return answer or render(request, "people/edit.html", {"form": form, "person": person})


def _open(request: ActorRequest, public_id: str) -> tuple[Person, Unit]:
    """The person and the unit the actor works in, where they may change what is known."""
    by = request.actor
    person = queries.open_person(public_id, by=by, purpose="casework", compartment="contact")
    unit = own_unit(by)
    if unit is None or not rules.may_edit(person, by):
        raise refused(by=by, verb="people.person.edited", subject=person)
    return person, unit


def number(request: ActorRequest, public_id: str) -> HttpResponse:
    """The number of somebody who had none."""
    by = request.actor
    person, _unit = _open(request, public_id)
    form = GiveNumberForm(posted(request), initial=as_it_is(person))

    def act() -> str:
        number = form.cleaned_data["number"]
        actions.give_number(person, number=number, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return page_if_reached(person, by=by)

    answer = change(request, form, act, by=by)
    tell_if_spent(form, by=by)
    return answer or render(request, "people/number.html", {"form": form, "person": person})


def contact(request: ActorRequest, public_id: str) -> HttpResponse:
    """Ways to get in touch: add one, say which is safe, take away what no longer works."""
    by = request.actor
    person, _unit = _open(request, public_id)
    here = reverse("people:contact", args=[public_id])
    form = ContactForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        actions.add_contact_way(
            person,
            kind=given["kind"],
            value=given["value"],
            is_safe=given["is_safe"],
            note=given["note"],
            by=by,
        )
        messages.success(request, _("Saved."))
        return way_back(request, here)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "ways": queries.all_contact_ways(person, by=by)}
    return answer or render(request, "people/contact.html", page)


@require_POST
def contact_way(request: ActorRequest, public_id: str) -> HttpResponse:
    """Make a way the only one, let every way be used again, or take one away."""
    by = request.actor
    person, _unit = _open(request, public_id)
    back = way_back(request, reverse("people:contact", args=[public_id]))
    form = ContactWayForm(posted(request))

    def act() -> str:
        ways = {way.pk: way for way in queries.all_contact_ways(person, by=by)}
        way = ways.get(form.cleaned_data["way"])
        if way is not None:
            WAY_ACTIONS[form.cleaned_data["do"]](way, by=by)
            messages.success(request, _("Saved."))
        return back

    return press(request, form, act, by=by, back=back)


WAY_ACTIONS: dict[str, Callable[..., object]] = {
    "only": actions.use_only,
    "any": actions.use_any,
    "remove": actions.remove_contact_way,
}


def household(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who belongs to the same household or family."""
    by = request.actor
    person, _unit = _open(request, public_id)
    form = HouseholdForm(posted(request), by=by)

    def act() -> str:
        given = form.cleaned_data
        actions.link_household(person, other=given["other"], kind=given["kind"], by=by)
        messages.success(request, _("Saved."))
        return page_if_reached(person, by=by)

    answer = change(request, form, act, by=by)
    members = queries.household_of(person, by=by)
    page = {"form": form, "person": person, "members": members}
    return answer or render(request, "people/household.html", page)


@require_POST
def household_remove(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take away a link that no longer holds."""
    by = request.actor
    person, _unit = _open(request, public_id)
    here = reverse("people:household", args=[public_id])
    form = LinkForm(posted(request))

    def act() -> str:
        links = {member.link.pk: member.link for member in queries.household_of(person, by=by)}
        link = links.get(form.cleaned_data["link"])
        if link is not None:
            actions.unlink_household(link, by=by)
            messages.success(request, _("Saved."))
        return here

    return press(request, form, act, by=by, back=here)


def protect(request: ActorRequest, public_id: str) -> HttpResponse:
    """The protection of identity and its named officers."""
    by = request.actor
    person, unit = _open(request, public_id)
    if not rules.may_protect(person, by):
        raise refused(by=by, verb="people.person.protected", subject=person)
    initial = {
        "protection": person.protection,
        "officers": officers.chosen(person),
        "seen_version": person.version,
    }
    staff = officers.choosable(person, unit)
    form = ProtectForm(posted(request), staff=staff, initial=initial)

    def act() -> str:
        given = form.cleaned_data
        actions.set_protection(
            person,
            level=given["protection"],
            officers=given["officers"],
            reason=given["reason"],
            seen_version=form.seen,
            by=by,
        )
        messages.success(request, _("Saved."))
        return page_if_reached(person, by=by)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("Protected identity")}
    return answer or render(request, "people/shut.html", page)


def colleague(request: ActorRequest, public_id: str) -> HttpResponse:
    """Whether the person works here, and who may then open the file."""
    by = request.actor
    person, unit = _open(request, public_id)
    if not rules.may_name_colleague(person, by):
        raise refused(by=by, verb="people.colleague.named", subject=person)
    form = ColleagueForm(
        posted(request),
        everybody=everybody_working(by),
        staff=officers.choosable(person, unit),
        initial={
            "account": person.staff_account and person.staff_account.public_id,
            "officers": officers.chosen(person),
            "seen_version": person.version,
        },
    )

    def act() -> str:
        given = form.cleaned_data
        actions.name_colleague(
            person,
            account=given["account"],
            officers=given["officers"],
            seen_version=form.seen,
            by=by,
        )
        messages.success(request, _("Saved."))
        return page_if_reached(person, by=by)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "heading": _("Works here")}
    return answer or render(request, "people/shut.html", page)
