"""Keeping what is being written: by the page itself every few seconds, or by a button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.journal import actions, queries, rules
from stegvis.casework.journal.forms import as_said
from stegvis.casework.journal.models import Draft
from stegvis.casework.people import queries as people
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.forms import KEY_LENGTH
from stegvis.core.forms.submit import press, pressed, was_sent


@require_POST
def keep(request: ActorRequest, public_id: str) -> HttpResponse:
    """Keep the draft. A page that saves by itself gets a line to show; a button leads back."""
    by = request.actor
    person = people.person_of_page(public_id, by=by, purpose="casework", compartment="journal")
    case = cases.latest_case(person, by=by)
    if case is None or not rules.may_write(case, by):
        raise refused(by=by, verb="journal.draft.kept", subject=person)
    draft, fault = _kept(request, case)
    if "HX-Request" in request.headers:
        known = (draft.public_id, draft.version) if draft else ("", "")
        status = {
            "draft": draft,
            "known": known,
            "fault": fault,
            "is_split": _is_split(request, draft),
        }
        return render(request, "journal/draft.html", status)
    if fault:
        messages.error(request, str(fault.sentence))
    elif draft is not None:
        messages.success(request, _("The draft is saved. Only you see it."))
    where = reverse("journal:write", args=[public_id])
    return redirect(f"{where}?draft={draft.public_id}" if draft else where)


def _kept(request: ActorRequest, case: Case) -> tuple[Draft | None, NotAllowedNowError | None]:
    """The draft as it is kept now. Nothing is kept of an empty note, nor of one already saved."""
    by, said = request.actor, as_said(request.POST)
    draft, seen = posted_draft(request)
    key = request.POST.get("key", "")[:KEY_LENGTH]
    if not said["text"].strip() or was_sent(key, by=by):
        return draft, None
    try:
        kept = actions.keep_draft(
            case, said=said, draft=draft, seen_version=seen, form_key=key, by=by
        )
    except NotAllowedNowError as fault:
        return draft, fault
    return kept, None


def posted_draft(request: ActorRequest) -> tuple[Draft | None, int]:
    """The draft that the page has kept, and the version of it that it knows."""
    seen = request.POST.get("draft_version", "")
    draft = queries.draft(request.POST.get("draft", ""), by=request.actor)
    return draft, int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0


def _is_split(request: ActorRequest, draft: Draft | None) -> bool:
    """Whether the page got a draft of its own because another window writes in the one it had."""
    known = request.POST.get("draft", "")
    return bool(known and draft and draft.public_id != known)


@require_POST
def drop(request: ActorRequest, public_id: str) -> HttpResponse:
    """Throw one's own draft away."""
    by = request.actor
    draft = queries.draft(public_id, by=by)
    if draft is None:
        return not_found(request)
    back = reverse("journal:write", args=[draft.person.public_id])

    def act() -> str:
        actions.drop_draft(draft, by=by)
        messages.success(request, _("The draft is thrown away."))
        return back

    return press(request, pressed(request), act, by=by, back=back)
