"""Reading saved filters and chosen columns; each takes the actor."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stegvis.core.audit.actor import Actor
from stegvis.core.lists.models import SavedFilter, ShownColumns
from stegvis.core.lists.registries import LISTS, Column, ListKind
from stegvis.core.together import Asking, asks


def kind_of(key: str, *, by: Actor) -> ListKind | None:
    """The list of a key, if the actor reads it."""
    kind = LISTS.get(key)
    return kind if kind is not None and kind.may_read(by) else None


def filters_of(kind: ListKind, *, by: Actor) -> QuerySet[SavedFilter]:
    """The actor's own, in their order, then those that colleagues in the unit share."""
    own = Q(account_id=by.account_id or 0)
    rows = SavedFilter.objects.filter(own | Q(unit_id=by.unit_id or 0), list_key=kind.key)
    return rows.select_related("account").order_by("place", "pk")


def own_filters(kind: ListKind, *, by: Actor) -> QuerySet[SavedFilter]:
    """The actor's own, in their order."""
    return filters_of(kind, by=by).filter(account_id=by.account_id or 0)


def own_filter(public_id: str, *, by: Actor) -> SavedFilter | None:
    """One that the actor saved."""
    rows = SavedFilter.objects.filter(account_id=by.account_id or 0)
    return rows.filter(public_id=public_id).first()


@dataclass(frozen=True)
class Kept:
    """How somebody wants a list: the filters saved for it, and the codes of its columns."""

    filters: list[SavedFilter]
    columns: frozenset[str]


@asks
def kept(kind: ListKind, *, by: Actor) -> Asking[Kept]:
    """Both at once."""
    filters = filters_of(kind, by=by)
    rows = ShownColumns.objects.filter(account_id=by.account_id or 0, list_key=kind.key)
    yield filters, rows
    return Kept(list(filters), _codes(kind, next(iter(rows), None)))


def columns_of(kind: ListKind, *, by: Actor) -> frozenset[str]:
    """The codes of the columns to show: those chosen, else the usual ones."""
    return kept(kind, by=by).columns


def _codes(kind: ListKind, row: ShownColumns | None) -> frozenset[str]:
    if row is not None:
        return frozenset(row.columns)
    return frozenset(column.code for column in kind.columns if column.is_usual)


def shown(kind: ListKind, codes: frozenset[str]) -> list[Column]:
    """These columns, in the list's order."""
    return [column for column in kind.columns if column.code in codes]
