"""Pages of the register of employers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.core import municipalities
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, press
from stegvis.core.organisations.queries import country_of
from stegvis.work.employers import actions, queries, rules
from stegvis.work.employers.forms import EmployerForm, SignInForm, TalkForm, WhoForm
from stegvis.work.employers.models import Employer
from stegvis.work.employers.registries import SECTIONS

ROWS = 50


@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list. Filters are in the address; a name is searched by POST and leaves no trace."""
    queries.require_reading(request.actor)
    filters = queries.Filters(
        name=request.POST.get("name", ""),
        municipality=request.GET.get("municipality", ""),
        owner=request.GET.get("owner", ""),
    )
    rows = Paginator(queries.listed(request.actor, filters), ROWS)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "filters": filters,
        "municipalities": municipalities.by_name(country_of(request.actor)),
        "may_keep": rules.may_keep(None, request.actor),
        "talk": TalkForm(by=request.actor),
    }
    return render(request, "employers/index.html", context)


@require_POST
def suggest(request: ActorRequest) -> HttpResponse:
    """Names that fit what is being typed, as options."""
    queries.require_reading(request.actor)
    typed = request.POST.get(request.headers.get("HX-Trigger-Name", "employer"), "")
    options = queries.suggestions(typed, by=request.actor)
    return render(request, "web/options.html", {"options": options})


@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """A new employer."""
    queries.require_keeping(request.actor, verb="employers.employer.registered")
    form = EmployerForm(request.POST or None, by=request.actor)

    def act() -> str:
        employer = actions.register(form.facts(), by=request.actor)
        return reverse("employers:employer", args=[employer.public_id])

    answer = change(request, form, act, by=request.actor)
    return answer or render(request, "employers/edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change what is known about an employer."""
    employer = _kept(request, public_id, verb="employers.employer.edited")
    form = EmployerForm(request.POST or None, by=request.actor, employer=employer)

    def act() -> str:
        actions.edit(employer, facts=form.facts(), seen_version=form.seen, by=request.actor)
        return reverse("employers:employer", args=[public_id])

    answer = change(request, form, act, by=request.actor)
    context = {"form": form, "employer": employer}
    return answer or render(request, "employers/edit.html", context)


@require_http_methods(["GET", "POST"])
def employer(request: ActorRequest, public_id: str) -> HttpResponse:
    """An employer's page; a talk is logged here."""
    row = _employer(request, public_id)
    form = TalkForm(request.POST or None, by=request.actor, employer=row)

    def act() -> str:
        actions.log_talk(row, facts=form.facts(), by=request.actor)
        messages.success(request, _("The talk is logged."))
        return reverse("employers:employer", args=[public_id])

    answer = change(request, form, act, by=request.actor)
    context = {
        "employer": row,
        "talk": form,
        "talks": queries.talks_with(row, by=request.actor),
        "sections": [section(row, request.actor) for _name, section in SECTIONS],
        "may_keep": rules.may_keep(row, request.actor),
        "sign_ins": queries.signing_in_for(row, by=request.actor),
    }
    return answer or render(request, "employers/employer.html", context)


@require_http_methods(["GET", "POST"])
def sign_ins(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who signs in for the employer; one more is added here."""
    row = _kept(request, public_id, verb="employers.sign_in.given")
    form = SignInForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.let_in(row, name=said["name"], email=said["email"], by=request.actor)
        messages.success(request, _("They can sign in now. Send a link when they are ready."))
        return reverse("employers:sign_ins", args=[public_id])

    answer = change(request, form, act, by=request.actor)
    context = {
        "employer": row,
        "form": form,
        "sign_ins": queries.signing_in_for(row, by=request.actor),
    }
    return answer or render(request, "employers/sign_ins.html", context)


SIGN_IN_ACTS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "send": (actions.send_link, _("A link is on its way.")),
    "end": (actions.let_out, _("They can't sign in here any more.")),
}
"""What can be pressed beside one who signs in, and what is said then."""


@require_POST
def sign_in(request: ActorRequest, public_id: str) -> HttpResponse:
    """Send one of them a link, or let them sign in no longer."""
    row = _kept(request, public_id, verb="employers.sign_in.given")
    here = reverse("employers:sign_ins", args=[public_id])
    form = WhoForm(request.POST)

    def act() -> str:
        rows = queries.signing_in_for(row, by=request.actor)
        by_id = {party.account.public_id: party.account for party in rows}
        account = by_id.get(form.cleaned_data["account"])
        if account is not None:
            run, told = SIGN_IN_ACTS[form.cleaned_data["do"]]
            run(row, account=account, by=request.actor)
            messages.success(request, str(told))
        return here

    return press(request, form, act, by=request.actor, back=here)


@require_http_methods(["GET", "POST"])
def talk(request: ActorRequest) -> HttpResponse:
    """Log a talk with any employer."""
    queries.require_keeping(request.actor, verb="employers.talk.logged")
    form = TalkForm(request.POST or None, by=request.actor)

    def act() -> str:
        met = form.cleaned_data["employer"]
        actions.log_talk(met, facts=form.facts(), by=request.actor)
        messages.success(request, _("The talk is logged."))
        return reverse("employers:employer", args=[met.public_id])

    answer = change(request, form, act, by=request.actor)
    return answer or render(request, "employers/talk.html", {"form": form})


def _employer(request: ActorRequest, public_id: str) -> Employer:
    queries.require_reading(request.actor)
    row = queries.employer(public_id, by=request.actor)
    if row is None:
        raise Http404
    return row


def _kept(request: ActorRequest, public_id: str, *, verb: str) -> Employer:
    """The employer, for those who keep the contact."""
    row = _employer(request, public_id)
    queries.require_keeping(request.actor, verb=verb, subject=row)
    return row
