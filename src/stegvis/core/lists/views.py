"""Saving a filter, putting the saved ones in order, choosing columns."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Account
from stegvis.core.forms.submit import change, posted, press, pressed
from stegvis.core.lists import actions, queries
from stegvis.core.lists.forms import ColumnsForm, FilterForm
from stegvis.core.lists.models import SavedFilter
from stegvis.core.lists.narrowing import Narrowing
from stegvis.core.lists.registries import ListKind


def _kind(request: ActorRequest, key: str) -> ListKind:
    kind = queries.kind_of(key, by=request.actor)
    if kind is None:
        raise Http404
    return kind


def _own(request: ActorRequest) -> Account:
    return Account.objects.get(pk=request.actor.account_id or 0)


def list_address(kind: ListKind, query: str) -> str:
    """The list's page, narrowed."""
    return f"{reverse(kind.url_name)}?{query}" if query else reverse(kind.url_name)


def save(request: ActorRequest, kind: str) -> HttpResponse:
    """Keep the list, as the address narrows it, under a name."""
    by, of = request.actor, _kind(request, kind)
    narrowing = Narrowing.read(of.facets(by), request.GET)
    form = FilterForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        actions.save_filter(
            _own(request),
            kind=of,
            name=given["name"],
            narrowing=narrowing,
            is_shared=given["is_shared"],
            by=by,
        )
        messages.success(request, _("The filter is saved."))
        return list_address(of, narrowing.query)

    page = {
        "form": form,
        "kind": of,
        "narrowing": narrowing,
        "back": list_address(of, narrowing.query),
    }
    return change(request, form, act, by=by) or render(request, "lists/save.html", page)


def saved(request: ActorRequest, kind: str) -> HttpResponse:
    """The own filters of a list: in order, to rename, share or remove."""
    of = _kind(request, kind)
    own = list(queries.own_filters(of, by=request.actor))
    page = {"kind": of, "filters": own, "back": reverse(of.url_name)}
    return render(request, "lists/saved.html", page)


def edit(request: ActorRequest, public_id: str) -> HttpResponse:
    """Another name, or shown to the unit."""
    by = request.actor
    row = queries.own_filter(public_id, by=by)
    if row is None:
        return not_found(request)
    initial = {"name": row.name, "is_shared": row.unit_id is not None, "seen_version": row.version}
    form = FilterForm(posted(request), initial=initial)

    def act() -> str:
        given = form.cleaned_data
        actions.change_filter(
            row, name=given["name"], is_shared=given["is_shared"], seen_version=form.seen, by=by
        )
        messages.success(request, _("The filter is changed."))
        return _page_of(row)

    page = {"form": form, "row": row, "back": _page_of(row)}
    return change(request, form, act, by=by) or render(request, "lists/edit.html", page)


def _page_of(row: SavedFilter) -> str:
    return reverse("lists:saved", args=[row.list_key])


@require_POST
def move(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: a place further up."""
    return _pressed(request, public_id, actions.move_up)


@require_POST
def remove(request: ActorRequest, public_id: str) -> HttpResponse:
    """One press: gone."""
    return _pressed(request, public_id, actions.remove_filter)


def _pressed(request: ActorRequest, public_id: str, do: Callable[..., object]) -> HttpResponse:
    by = request.actor
    row = queries.own_filter(public_id, by=by)
    if row is None:
        return not_found(request)
    back = _page_of(row)

    def act() -> str:
        do(row, by=by)
        return back

    return press(request, pressed(request), act, by=by, back=back)


def columns(request: ActorRequest, kind: str) -> HttpResponse:
    """Which columns the list has for this account, on every device."""
    by, of = request.actor, _kind(request, kind)
    query = Narrowing.read(of.facets(by), request.GET).query
    chosen = queries.columns_of(of, by=by)
    form = ColumnsForm(posted(request), kind=of, initial={"columns": list(chosen)})

    def act() -> str:
        actions.choose_columns(_own(request), kind=of, columns=form.cleaned_data["columns"], by=by)
        return list_address(of, query)

    page = {"form": form, "kind": of, "back": list_address(of, query)}
    return change(request, form, act, by=by) or render(request, "lists/columns.html", page)
