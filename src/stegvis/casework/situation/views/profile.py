"""The page on which a profile is filled in together, and its search boxes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.casework.people.queries import open_person
from stegvis.casework.situation import actions, queries
from stegvis.casework.situation.concepts import BOXES
from stegvis.casework.situation.fields import LONGEST_SEARCH, Row, found_context, row_context
from stegvis.casework.situation.forms import DETAIL_CODES, STEPS, ProfileForm
from stegvis.casework.situation.views.frames import frame_of
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.codes import queries as codes
from stegvis.core.forms.submit import change
from stegvis.reference.pasted import LONGEST_TEXT


@require_http_methods(["GET", "POST"])
def profile(request: ActorRequest, public_id: str) -> HttpResponse:
    """The profile: read, changed step by step, and saved whole."""
    person = open_person(public_id, by=request.actor, purpose="casework", compartment="situation")
    stored = queries.profile_to_fill_in(person, by=request.actor)
    if any(step in request.POST for step in STEPS):
        form = ProfileForm.after_step(request.POST, person=person, stored=stored)
    else:
        form = ProfileForm(request.POST or None, person=person, stored=stored)

    def act() -> str:
        actions.save_profile(person, facts=form.facts(), seen_version=form.seen, by=request.actor)
        messages.success(request, _("The profile is saved."))
        return reverse("situation:profile", args=[public_id])

    answer = change(request, form, act, by=request.actor) if form.is_bound else None
    context = {
        "form": form,
        "told": form.told(request.POST.get("pasted", "")) if "read" in request.POST else None,
        "longest": LONGEST_TEXT,
        "person": person,
        "stored": stored,
        "frame": frame_of(request),
    }
    return answer or render(request, "situation/profile.html", context)


@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """What fits what is being typed in one of the boxes. Nothing about a person is read."""
    name = _box(request.POST.get("box", ""))
    text = request.POST.get(f"typed_{name}", "").strip()[:LONGEST_SEARCH]
    return render(request, "situation/found.html", found_context(name, text))


@require_POST
def row(request: ActorRequest) -> HttpResponse:
    """A row for a concept that was chosen, and the box emptied; no row if it is there already."""
    name, _colon, concept_id = request.POST.get("add", "").partition(":")
    name = _box(name or request.POST.get("box", ""))
    is_new = BOXES[name].is_known(concept_id) and concept_id not in request.POST.getlist(name)
    list_key = DETAIL_CODES.get(name)
    choices = codes.choices(list_key, country=_country(request)) if list_key else []
    attrs = {"id": f"id_{name}"}
    if ProfileForm.base_fields[name].help_text:
        attrs["aria-describedby"] = f"id_{name}_helptext"
    context = {
        "row": row_context(name, Row(concept_id), choices) if is_new else None,
        "name": name,
        "text": "",
        "widget": {"attrs": attrs},
        "is_emptied": True,
    }
    return render(request, "situation/row_added.html", context)


def _box(name: str) -> str:
    """The box that is meant; a made-up one is answered by the first."""
    return name if name in BOXES else "occupations"


def _country(request: ActorRequest) -> str:
    tenant = getattr(request.user, "tenant", None)
    return tenant.country if tenant else "SE"
