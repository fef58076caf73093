"""Writing notes with the last ones in sight, and putting one's own right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.journal import actions, queries, rules
from stegvis.casework.journal.forms import NoteForm
from stegvis.casework.people import queries as people
from stegvis.casework.people.addresses import page_of
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, way_back

LAST_NOTES = 5


def write(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new note in the case under way, or in the one that ended last."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="journal")
    case = cases.latest_case(person, by=by)
    if case is None:
        return render(request, "cases/no_case.html", {"person": person}, status=409)
    if not rules.may_write(case, by):
        raise refused(by=by, verb="journal.note.written", subject=person)
    initial = {"happened_on": clock.today(), "kind": "talk"}
    form = NoteForm(posted(request), country=person.tenant.country, initial=initial)

    def act() -> str:
        actions.write(case, facts=form.facts, by=by)
        messages.success(request, _("The note is saved."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    notes = queries.notes_of(person, by=by)[:LAST_NOTES]
    page = {"form": form, "person": person, "notes": notes}
    return answer or render(request, "journal/write.html", page)


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
        return page_of(person)

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "note": found, "may_correct": may_correct}
    return answer or render(request, "journal/note.html", page)
