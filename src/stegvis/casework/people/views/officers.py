"""Who may open a file that is shut to everybody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.people import actions, queries, rules
from stegvis.casework.people.forms import EndOfficerForm, OfficerForm, UnattendedForm
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import unattended as unattended_files
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.forms.submit import change, posted, press


def officers(request: ActorRequest, public_id: str) -> HttpResponse:
    """The officers, and one more; a manager who is shut out sees no more of the person."""
    by = request.actor
    person = _open(public_id, by)
    named = queries.officers_of(person, by=by)
    shut = [officer.account_id for officer in named] + [person.staff_account_id or 0]
    staff = working_in(by.unit_id, queries.REGISTERING).exclude(pk__in=shut)
    form = OfficerForm(posted(request), staff=staff)

    def act() -> str:
        given = form.cleaned_data
        actions.name_officer(person, account=given["account"], reason=given["reason"], by=by)
        messages.success(request, _("Named. They have been told to sign in."))
        return reverse("people:officers", args=[public_id])

    answer = change(request, form, act, by=by)
    page = {
        "form": form,
        "person": person,
        "officers": named,
        "may_end": len(queries.working_officers(person)) > 1,
        "is_open": queries.reaches(person, by=by),
    }
    return answer or render(request, "people/officers.html", page)


@require_POST
def officer_end(request: ActorRequest, public_id: str) -> HttpResponse:
    """End one; the last who still works here stays."""
    by = request.actor
    person = _open(public_id, by)
    here = reverse("people:officers", args=[public_id])
    form = EndOfficerForm(posted(request))

    def act() -> str:
        named = {officer.pk: officer for officer in queries.officers_of(person, by=by)}
        officer = named.get(form.cleaned_data["officer"])
        if officer is not None:
            actions.end_officer(officer, by=by)
            messages.success(request, _("Ended."))
        is_still_ours = queries.decide(person, by=by) is None
        return here if is_still_ours or queries.names_without_opening(person, by=by) else "/"

    return press(request, form, act, by=by, back=here)


def unattended(request: ActorRequest, reference: str) -> HttpResponse:
    """Name who opens a file that nobody can open any more, without a word of whose it is."""
    by = request.actor
    person = unattended_files.to_name_for(reference, by=by)
    form = UnattendedForm(posted(request), staff=unattended_files.to_choose(by))

    def act() -> str:
        given = form.cleaned_data
        actions.name_for_unattended(
            person, accounts=given["officers"], reason=given["reason"], by=by
        )
        messages.success(request, _("Done. Whoever takes the file has been told to sign in."))
        return "/"

    page = {"form": form, "reference": reference, "since": person.unattended_since}
    answer = change(request, form, act, by=by)
    return answer or render(request, "people/unattended.html", page)


def _open(public_id: str, by: Actor) -> Person:
    person = queries.to_name_officers(public_id, by=by)
    if not rules.may_name_officers(person, by):
        raise refused(by=by, verb="people.officer.named", subject=person)
    return person
