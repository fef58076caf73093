"""A case under way: the list, a change of coordinator, the exit, opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from stegvis.casework.cases import actions, loads, participants, queries, rules
from stegvis.casework.cases.forms import CoordinatorForm, EndForm, ReopenForm
from stegvis.casework.cases.models import Case
from stegvis.casework.people import queries as people
from stegvis.casework.people.addresses import page_if_reached, page_of
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import listing
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.forms import as_it_is
from stegvis.core.forms.submit import change, posted, way_back
from stegvis.core.lists import queries as lists
from stegvis.core.lists.narrowing import Narrowing
from stegvis.core.together import answer, asking, both

ROWS = 100


def mine(request: ActorRequest) -> HttpResponse:
    """Open cases, the actor's own or the whole unit's, narrowed as the address says."""
    by, kind = request.actor, participants.PARTICIPANTS
    if not participants.may_read(by):
        raise refused(by=by, verb="cases.caseload.opened")
    narrowing = Narrowing.read(kind.facets(by), request.GET)
    page = Paginator(participants.keys(by, narrowing), ROWS).get_page(request.GET.get("page"))
    cases = participants.in_order(by, page)
    persons = [case.person for case in cases]
    where = asking(queries.standings, by, [person.pk for person in persons])
    told = both(where, asking(listing.tell_parts, persons, by=by))
    (standings, _told), kept = answer(both(told, asking(lists.kept, kind, by=by)))
    shown = {
        "page": page,
        "lines": [(case, standings.get(case.person_id)) for case in cases],
        "narrowing": narrowing,
        "columns": participants.columns(kept.columns, narrowing),
        "saved": [(row, row.account_id == by.account_id) for row in kept.filters],
    }
    return render(request, "cases/mine.html", shown)


def open_case(request: ActorRequest, public_id: str) -> tuple[Person, Case | None]:
    """A person opened for casework, with the case under way or the last one."""
    by = request.actor
    person = people.open_person(public_id, by=by, purpose="casework", compartment="plan")
    case = queries.latest_case(person, by=by)
    if case is not None and not rules.may_work(case, by):
        raise refused(by=by, verb="cases.case.opened", subject=case)
    return person, case


def no_case(request: ActorRequest, person: Person) -> HttpResponse:
    """The page for somebody without a case that the wanted change would belong to."""
    return render(request, "cases/no_case.html", {"person": person}, status=409)


def assign(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change coordinator."""
    by = request.actor
    person, case = open_case(request, public_id)
    if case is None or not queries.may_go_to_another(case):
        return no_case(request, person)
    if not rules.may_assign(case, by):
        raise refused(by=by, verb="cases.case.assigned", subject=case)
    carried = loads.loads(by, person=person)
    form = CoordinatorForm(posted(request), loads=carried, initial=as_it_is(case))

    def act() -> str:
        coordinator = form.cleaned_data["coordinator"]
        actions.assign(case, coordinator=coordinator, seen_version=form.seen, by=by)
        messages.success(request, _("The coordinator is changed, and open tasks with them."))
        where = page_if_reached(person, by=by)
        return way_back(request, where) if where == page_of(person) else where

    answer = change(request, form, act, by=by)
    page = {"form": form, "person": person, "case": case}
    return answer or render(request, "cases/assign.html", page)


def end(request: ActorRequest, public_id: str) -> HttpResponse:
    """The exit: what is still open, why, what the person does now."""
    by = request.actor
    person, case = open_case(request, public_id)
    if case is None or not case.is_open:
        return no_case(request, person)
    initial = {"closed_on": clock.today(), "seen_version": case.version}
    form = EndForm(posted(request), country=person.tenant.country, initial=initial)

    def act() -> str:
        actions.end(case, facts=form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("The case has ended. You are reminded to ask how it went."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    page = {
        "form": form,
        "person": person,
        "case": case,
        "blockers": queries.exit_blockers(case, by=by),
        "tasks": queries.open_tasks(person, by=by),
        "days": rules.FOLLOW_UP_DAYS,
    }
    return answer or render(request, "cases/end.html", page)


def reopen(request: ActorRequest, public_id: str) -> HttpResponse:
    """Open an ended case again."""
    by = request.actor
    person, case = open_case(request, public_id)
    if case is None:
        return no_case(request, person)
    if case.is_open:
        return redirect(page_of(person))
    form = ReopenForm(posted(request), initial={"seen_version": case.version})

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.reopen(case, reason=reason, seen_version=form.seen, by=by)
        messages.success(request, _("The case is open again."))
        return way_back(request, page_of(person))

    answer = change(request, form, act, by=by)
    return answer or render(
        request, "cases/reopen.html", {"form": form, "person": person, "case": case}
    )
