"""Saving a filter under a name, changing it, and choosing columns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.models import Account
from stegvis.core.accounts.rules import is_oneself
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.lists import rules
from stegvis.core.lists.models import LONGEST_QUERY, SavedFilter, ShownColumns
from stegvis.core.lists.narrowing import Narrowing
from stegvis.core.lists.registries import ListKind


@action("lists.filter.saved", rule=is_oneself)
def save_filter(
    account: Account,
    *,
    kind: ListKind,
    name: str,
    narrowing: Narrowing,
    is_shared: bool,
    by: Actor,
) -> SavedFilter:
    """Keep a list as it is narrowed now, last among the account's; shown to the unit if shared."""
    own = SavedFilter.objects.filter(account=account, list_key=kind.key)
    _check_name(own, name)
    if own.count() >= rules.MOST:
        raise NotAllowedNowError(
            _("You have %(n)s filters of this list already. Remove one first.") % {"n": rules.MOST}
        )
    if len(narrowing.query) > LONGEST_QUERY:
        raise NotAllowedNowError(_("Too much is chosen at once to be saved. Take something away."))
    last = own.order_by("-place", "-pk").first()
    saved = SavedFilter(
        account=account,
        unit_id=by.unit_id if is_shared else None,
        list_key=kind.key,
        name=name.strip(),
        query=narrowing.query,
        place=last.place + 1 if last else 0,
    )
    saved.save(force_insert=True)
    return saved


@action("lists.filter.changed", rule=rules.is_own)
def change_filter(
    saved: SavedFilter, *, name: str, is_shared: bool, seen_version: int, by: Actor
) -> SavedFilter:
    """Another name, or shown to the unit, or no longer; the unit that it is shown to already stays.
    StaleVersionError if saved in between.
    """
    if saved.version != seen_version:
        raise StaleVersionError(saved)
    others = SavedFilter.objects.filter(account_id=saved.account_id, list_key=saved.list_key)
    _check_name(others.exclude(pk=saved.pk), name)
    saved.name = name.strip()
    saved.unit_id = (saved.unit_id or by.unit_id) if is_shared else None
    saved.next_version().save()
    return saved


def _check_name(others: Iterable[SavedFilter], name: str) -> None:
    if not name.strip():
        raise NotAllowedNowError(_("Give the filter a name."), field="name")
    taken = {other.name.casefold() for other in others}
    if name.strip().casefold() in taken:
        raise NotAllowedNowError(
            _("You already have a filter called “%(name)s”. Choose another name.")
            % {"name": name.strip()},
            field="name",
        )


@action("lists.filter.moved", rule=rules.is_own)
def move_up(saved: SavedFilter, *, by: Actor) -> SavedFilter:
    """One place further up among the account's own; the first one stays."""
    own = list(SavedFilter.objects.filter(account_id=saved.account_id, list_key=saved.list_key))
    at = next(place for place, one in enumerate(own) if one.pk == saved.pk)
    if at:
        own[at - 1], own[at] = own[at], own[at - 1]
    for place, one in enumerate(own):
        if one.place != place:
            one.place = place
            one.next_version().save()
    return saved


@action("lists.filter.removed", rule=rules.is_own)
def remove_filter(saved: SavedFilter, *, by: Actor) -> None:
    """Gone, for those whom it was shown to as well."""
    saved.delete()


@action("lists.columns.chosen", rule=is_oneself)
def choose_columns(
    account: Account, *, kind: ListKind, columns: Iterable[str], by: Actor
) -> ShownColumns:
    """The columns of a list from now on, in the list's own order; codes it doesn't have are left
    out."""
    wanted = set(columns)
    row = ShownColumns.objects.filter(account=account, list_key=kind.key).first()
    row = row or ShownColumns(account=account, list_key=kind.key)
    row.columns = [column.code for column in kind.columns if column.code in wanted]
    row.save()
    return row
