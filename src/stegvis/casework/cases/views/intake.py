"""From a referral to a coordinator: refer, the queue, take, refuse."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.casework.cases import actions, enclosures, loads, queries, rules
from stegvis.casework.cases.forms import CoordinatorForm, ReferForm, RefuseForm
from stegvis.casework.cases.models import Referral
from stegvis.casework.people import queries as people
from stegvis.casework.people.addresses import page_if_reached
from stegvis.casework.people.queries import listing
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted, press
from stegvis.core.organisations.queries import own_unit

QUEUE = "cases:queue"
ROWS = 50


def refer(request: ActorRequest, public_id: str) -> HttpResponse:
    """A referral of a person to the actor's own unit."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="intake")
    unit = own_unit(by)
    if unit is None or not rules.may_refer(person, by):
        raise refused(by=by, verb="cases.referral.received", subject=person)
    form = ReferForm(posted(request), request.FILES or None, country=unit.tenant.country)

    def act() -> str:
        referral = actions.refer(person, unit=unit, facts=form.facts, by=by)
        enclosures.enclose(referral, form.cleaned_data["enclosures"], by=by)
        messages.success(request, _("The referral is in the queue."))
        return reverse(QUEUE) if by.role in rules.MEETING_PEOPLE else reverse("people:register")

    answer = change(request, form, act, by=by)
    return answer or render(request, "cases/refer.html", {"form": form, "person": person})


def queue(request: ActorRequest) -> HttpResponse:
    """Who waits, the longest first, each with a coordinator proposed."""
    by = request.actor
    if by.role not in rules.MEETING_PEOPLE:
        raise refused(by=by, verb="cases.queue.opened")
    carried = loads.loads(by)
    waiting = queries.queue(by)
    page = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
    above = waiting[: (page.number - 1) * ROWS]
    lines = loads.with_proposals(page, carried, above=above)
    listing.tell_parts([line.referral.person for line in lines], by=by)
    enclosures.mark([line.referral for line in lines], by=by)
    forms = [CoordinatorForm(loads=carried, auto_id=False) for _line in lines]
    shown = {"page": page, "lines": list(zip(lines, forms, strict=True)), "loads": carried}
    return render(request, "cases/queue.html", shown)


def referral(request: ActorRequest, public_id: str) -> HttpResponse:
    """One referral: give it to somebody, or refuse it with a reason."""
    by = request.actor
    found = _open(request, public_id, shows=listing.LISTED)
    if found is None:
        return not_found(request)
    if not found.is_waiting:
        return redirect(page_if_reached(found.person, by=by))
    listing.tell_parts([found.person], by=by)
    enclosures.mark([found], by=by)
    carried = loads.loads(by, person=found.person)
    proposed = next((load.account.public_id for load in carried if load.proposed), None)
    page = {
        "referral": found,
        "give": CoordinatorForm(
            loads=carried, initial={"coordinator": proposed}, auto_id="give_%s"
        ),
        "refuse": RefuseForm(country=found.person.tenant.country, auto_id="refuse_%s"),
        "worth": rules.LANGUAGE_WORTH,
        "may_decide": rules.may_decide(found, by),
        "ways": people.contact_ways(found.person, by=by),
    }
    return render(request, "cases/referral.html", page)


def _open(request: ActorRequest, public_id: str, *, shows: tuple[str, ...] = ()) -> Referral | None:
    """The referral, its person's opening logged with the parts beyond the name that it shows."""
    by = request.actor
    found = queries.referral(public_id, by=by)
    if found is not None:
        people.open_person(found.person.public_id, by=by, purpose="intake", also=shows)
    return found


@require_POST
def take(request: ActorRequest, public_id: str) -> HttpResponse:
    """Give the referral to a coordinator."""
    by = request.actor
    found = _open(request, public_id)
    if found is None:
        messages.error(request, _("The referral is no longer in the queue."))
        return redirect(QUEUE)
    form = CoordinatorForm(posted(request), loads=loads.loads(by))

    def act() -> str:
        coordinator = form.cleaned_data["coordinator"]
        actions.take(found, coordinator=coordinator, by=by)
        told = _("Given to %(name)s, who has a first meeting to book within five days.")
        messages.success(request, told % {"name": coordinator.name})
        return reverse(QUEUE)

    return press(request, form, act, by=by, back=reverse(QUEUE))


@require_POST
def refuse(request: ActorRequest, public_id: str) -> HttpResponse:
    """Say no to the referral, with a coded reason."""
    by = request.actor
    found = _open(request, public_id)
    if found is None:
        messages.error(request, _("The referral is no longer in the queue."))
        return redirect(QUEUE)
    form = RefuseForm(posted(request), country=found.person.tenant.country)

    def act() -> str:
        actions.refuse(found, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("The referral is refused. Tell the sender why."))
        return reverse(QUEUE)

    back = reverse("cases:referral", args=[public_id])
    return press(request, form, act, by=by, back=back)
