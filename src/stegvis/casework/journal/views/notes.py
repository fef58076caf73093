"""Writing notes with the last ones in sight, and putting one's own right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.journal import actions, queries, rules, shipped
from stegvis.casework.journal.forms import NoteForm, as_said
from stegvis.casework.journal.models import NoteTemplate
from stegvis.casework.journal.shipped import Shipped
from stegvis.casework.journal.views.drafts import posted_draft
from stegvis.casework.people import queries as people
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.looking import look_on
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back

LAST_NOTES = 5
DRAFT_OPENED = "journal.draft.opened"
"""The log's word for going on with a draft, found where the file was opened to write."""


def write(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new note in the case under way, or in the one that ended last.

    `?kind=` begins with a kind, `?template=` with a template, `?draft=` goes on where one was.
    """
    by = request.actor
    person = _opened(request, public_id)
    case = cases.latest_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_write(case, by):
        raise refused(by=by, verb="journal.note.written", subject=person)
    draft, seen = posted_draft(request)
    if "template" in request.POST:
        form = NoteForm(country=person.tenant.country, initial=_with_template(request))
        return _page(request, person, form)
    initial = _begins_with(request)
    form = NoteForm(posted(request), country=person.tenant.country, initial=initial)

    def act() -> str:
        actions.write(case, facts=form.facts, by=by)
        if draft is not None and draft.person_id == person.pk:
            key = form.cleaned_data["key"]
            actions.finish_draft(draft, seen_version=seen, form_key=key, by=by)
        messages.success(request, _("The note is saved."))
        return way_back(request, page_of(person))

    return change(request, form, act, by=by) or _page(request, person, form)


def _opened(request: ActorRequest, public_id: str) -> Person:
    """The person to write about. Whoever goes on with a draft has opened the file to find it."""
    by = request.actor
    if request.method == "GET" and request.GET.get("draft"):
        return look_on(
            public_id, by=by, purpose="casework", compartment="journal", part=DRAFT_OPENED
        )
    return people.open_person(public_id, by=by, purpose="casework", compartment="journal")


def _page(request: ActorRequest, person: Person, form: NoteForm) -> HttpResponse:
    by = request.actor
    mine = queries.drafts(by).filter(person=person)
    draft = mine.filter(public_id=request.GET.get("draft", "")).first()
    known = (draft.public_id, draft.version) if draft else ("", "")
    if request.method == "POST":
        draft, known = None, (request.POST.get("draft", ""), request.POST.get("draft_version", ""))
    page: dict[str, Any] = {
        "form": form,
        "person": person,
        "fault": None,
        "is_split": False,
        "notes": queries.notes_of(person, by=by)[:LAST_NOTES],
        "draft": draft,
        "known": known,
        "drafts": [(one, queries.said_in(one)) for one in mine if one.public_id != known[0]],
        "templates": queries.templates(by),
        "shipped": shipped.templates(),
    }
    return render(request, "journal/write.html", page)


def _begins_with(request: ActorRequest) -> dict[str, Any]:
    """What a new note opens with."""
    draft = queries.draft(request.GET.get("draft", ""), by=request.actor)
    if draft is not None:
        return dict(queries.said_in(draft))
    begun: dict[str, Any] = {"happened_on": clock.today(), "kind": request.GET.get("kind", "talk")}
    template = _template(request.GET.get("template", ""), request)
    return begun | ({"text": template.text, "kind": template.kind} if template else {})


def _with_template(request: ActorRequest) -> dict[str, Any]:
    """What has been written so far with the text of a template after it."""
    said: dict[str, Any] = dict(as_said(request.POST))
    template = _template(request.POST["template"], request)
    if template is not None:
        written = said["text"].strip()
        text = f"{written}\n\n{template.text}" if written else template.text
        said |= {"text": text, "kind": template.kind}
    return said


def _template(key: str, request: ActorRequest) -> NoteTemplate | Shipped | None:
    return queries.template(key, by=request.actor) or shipped.template(key)


def note(request: ActorRequest, public_id: str) -> HttpResponse:
    """The author puts a note right; others read it."""
    by = request.actor
    found = queries.note(public_id, by=by)
    if found is None:
        return not_found(request)
    person = people.open_person(
        found.person.public_id, by=by, purpose="casework", compartment="journal"
    )
    may_correct = rules.may_correct(found, by)
    if request.method == "POST" and not may_correct:
        raise refused(by=by, verb="journal.note.corrected", subject=found)
    initial = {name: getattr(found, name) for name in ("kind", "text", "happened_on")}
    initial |= {"is_shared": str(found.is_shared), "seen_version": found.version}
    form = NoteForm(posted(request), country=person.tenant.country, initial=initial)

    def act() -> str:
        actions.correct(found, facts=form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("The note is put right. The log keeps what stood there."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "note": found, "may_correct": may_correct}
    return answer or render(request, "journal/note.html", page)
