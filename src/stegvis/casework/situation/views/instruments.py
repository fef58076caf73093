"""The administrator's pages of instruments: bring one, see it as it will be asked, retire it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.casework.situation import actions, bringing, catalogue
from stegvis.casework.situation.bringing import Brought
from stegvis.casework.situation.instrument_forms import AcceptForm, DefinitionForm, as_seen
from stegvis.casework.situation.instruments.shipped import shipped
from stegvis.casework.situation.instruments.template import LANGUAGES, template
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.rules import may_administer
from stegvis.core.audit.actor import Actor
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.submit import change, posted, press
from stegvis.core.once import posted_to_read
from stegvis.core.organisations.models import Tenant


def _administrator(request: ActorRequest) -> Actor:
    if not may_administer(None, request.actor):
        raise refused(by=request.actor, verb="situation.instrument.accepted")
    return request.actor


@require_safe
def instruments(request: ActorRequest) -> HttpResponse:
    """Those that may be used, those that no longer may, and a place to bring another."""
    _administrator(request)
    return _home(request, DefinitionForm())


@require_safe
def instrument_template(request: ActorRequest) -> HttpResponse:
    """A definition to begin with, its notes in the reader's language."""
    _administrator(request)
    language = get_language() or ""
    text = template(language if language in LANGUAGES else LANGUAGES[0])
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="instrument.toml"'
    return answer


@require_POST
@posted_to_read
def look_through(request: ActorRequest) -> HttpResponse:
    """Everything that is wrong with a definition, or how it will be asked. Nothing is stored."""
    _administrator(request)
    form = DefinitionForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return _home(request, form)
    brought = bringing.look_through(form.cleaned_data["file"])
    return _looked_at(request, brought, AcceptForm(initial={"definition": brought.told}))


@require_POST
def accept(request: ActorRequest) -> HttpResponse:
    """Take in what was looked through; if it can't be any more, say why."""
    by = _administrator(request)
    form = AcceptForm(posted(request))

    def act() -> str:
        tenant = Tenant.objects.get(pk=by.tenant_id or 0)
        actions.accept_instrument(tenant, definition=form.cleaned_data["definition"], by=by)
        messages.success(request, _("It is taken in. A new round may be begun with it."))
        return reverse("situation:instruments")

    answer = change(request, form, act, by=by)
    told = form.cleaned_data.get("definition", {})
    return answer or _looked_at(request, bringing.judge(told), form)


@require_safe
def instrument(request: ActorRequest, public_id: str) -> HttpResponse:
    """A version as it is asked."""
    _administrator(request)
    row = catalogue.own_version(public_id)
    if row is None:
        return not_found(request)
    page = {
        "row": row,
        "made": row.instrument,
        "seen": as_seen(row.instrument),
        "is_newest": catalogue.current(row.key).version == row.version,
        "form": ChangeForm(),
    }
    return render(request, "situation/instrument.html", page)


@require_POST
def retire(request: ActorRequest, public_id: str) -> HttpResponse:
    """Begin no new rounds with it."""
    by = _administrator(request)
    row = catalogue.own_version(public_id)
    if row is None:
        return not_found(request)

    def act() -> str:
        actions.retire_instrument(row, by=by)
        messages.success(request, _("No new round is begun with it. What was answered stays."))
        return reverse("situation:instruments")

    back = reverse("situation:instrument", args=[public_id])
    return press(request, ChangeForm(posted(request)), act, by=by, back=back)


def _home(request: ActorRequest, form: DefinitionForm) -> HttpResponse:
    page = {"own": reversed(catalogue.own()), "shipped": shipped().values(), "form": form}
    return render(request, "situation/instruments.html", page)


def _looked_at(request: ActorRequest, brought: Brought, form: AcceptForm) -> HttpResponse:
    made = brought.instrument
    page = {
        "brought": brought,
        "made": made,
        "seen": as_seen(made) if made else [],
        "form": form,
    }
    return render(request, "situation/looked_through.html", page)
