"""The papers in a person's file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.papers import actions, queries, rules
from stegvis.casework.papers.forms import PaperForm, TakeOutForm
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import open_person
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, press


def file(request: ActorRequest, public_id: str) -> HttpResponse:
    """What is there, and a form to add one."""
    by = request.actor
    person = _open(request, public_id)
    form = PaperForm(posted(request), request.FILES or None, country=person.tenant.country)
    may_file = rules.may_file(person, by)
    if request.method == "POST" and not may_file:
        raise refused(by=by, verb="papers.paper.filed", subject=person)

    def act() -> str:
        given = form.cleaned_data
        actions.file_paper(person, file=given["file"], kind=given["kind"], by=by)
        messages.success(request, _("The document is in the file."))
        return reverse("papers:file", args=[public_id])

    answer = change(request, form, act, by=by)
    lines = queries.papers_of(person, by=by)
    page = {"form": form, "person": person, "lines": lines, "may_file": may_file}
    return answer or render(request, "papers/file.html", page)


@require_POST
def take_out(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take out one that was filed by mistake."""
    by = request.actor
    person = _open(request, public_id)
    form = TakeOutForm(posted(request))
    here = reverse("papers:file", args=[public_id])

    def act() -> str:
        paper = queries.paper(person, form.cleaned_data["paper"], by=by)
        if paper is not None:
            actions.take_out(paper, by=by)
            messages.success(request, _("The document has been taken out."))
        return here

    return press(request, form, act, by=by, back=here)


def _open(request: ActorRequest, public_id: str) -> Person:
    return open_person(public_id, by=request.actor, purpose="casework", compartment="documents")
