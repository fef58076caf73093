"""Which lists can be narrowed, saved and have their columns chosen: rooms register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from stegvis.core.audit.actor import Actor
from stegvis.core.lists.narrowing import Facet
from stegvis.core.registry import Registry


@dataclass(frozen=True)
class Column:
    """A column that somebody may show or leave out; the first one of a list always stands."""

    code: str
    label: str | Promise
    is_usual: bool = True


@dataclass(frozen=True)
class ListKind:
    """A list: its page, what it is narrowed by (for one who reads it), its columns."""

    key: str
    label: str | Promise
    url_name: str
    facets: Callable[[Actor], tuple[Facet, ...]]
    columns: tuple[Column, ...]
    may_read: Callable[[Actor], bool]


LISTS: Registry[ListKind] = Registry()
