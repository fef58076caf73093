"""The unit's templates of notes: everybody there sees them, the manager keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.journal import actions, queries, rules, shipped
from stegvis.casework.journal.forms import TemplateForm
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.forms import as_it_is
from stegvis.core.forms.submit import change, posted, press, pressed
from stegvis.core.organisations.queries import own_unit

FIELDS = ("name", "kind", "text")


def templates(request: ActorRequest) -> HttpResponse:
    """The unit's own templates, and those that come with the product."""
    by = request.actor
    unit = own_unit(by)
    if unit is None or by.role not in MEETING_PEOPLE:
        raise refused(by=by, verb="journal.templates.opened")
    page = {
        "templates": queries.templates(by),
        "shipped": shipped.templates(),
        "may_keep": rules.may_keep_templates(unit, by),
    }
    return render(request, "journal/templates.html", page)


def new(request: ActorRequest) -> HttpResponse:
    """A new template; `?from=` begins with one of the product's."""
    by = request.actor
    unit = own_unit(by)
    if unit is None or not rules.may_keep_templates(unit, by):
        raise refused(by=by, verb="journal.template.made")
    model = shipped.template(request.GET.get("from", ""))
    initial = {name: getattr(model, name) for name in FIELDS} if model else {"kind": "meeting"}
    form = TemplateForm(posted(request), country=unit.tenant.country, initial=initial)

    def act() -> str:
        actions.make_template(unit, facts=form.facts, by=by)
        messages.success(request, _("The template is saved. Everybody in the unit can use it."))
        return reverse("journal:templates")

    answer = change(request, form, act, by=by)
    return answer or render(request, "journal/template.html", {"form": form})


def template(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change a template."""
    by = request.actor
    found = queries.template(public_id, by=by)
    if found is None:
        return not_found(request)
    if not rules.may_change_template(found, by):
        raise refused(by=by, verb="journal.template.changed", subject=found)
    initial = as_it_is(found, *FIELDS)
    form = TemplateForm(posted(request), country=found.unit.tenant.country, initial=initial)

    def act() -> str:
        actions.change_template(found, facts=form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("The template is changed. Notes already written stay."))
        return reverse("journal:templates")

    answer = change(request, form, act, by=by)
    return answer or render(request, "journal/template.html", {"form": form, "template": found})


@require_POST
def remove(request: ActorRequest, public_id: str) -> HttpResponse:
    """Offer a template no more."""
    by = request.actor
    found = queries.template(public_id, by=by)
    if found is None:
        return not_found(request)
    back = reverse("journal:templates")

    def act() -> str:
        actions.remove_template(found, by=by)
        messages.success(request, _("The template is removed. Notes already written stay."))
        return back

    return press(request, pressed(request), act, by=by, back=back)
