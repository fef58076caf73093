"""Rows asked for without an order come in another order each time; a slice of them is refused.

After https://adamj.eu/tech/2023/07/04/django-test-random-order-querysets/ and les-emplois, but in
Python, so that DISTINCT and GROUP BY keep their meaning.
"""

from __future__ import annotations

import random
from typing import Any

from django.db.models import QuerySet

_fetch = QuerySet._fetch_all
_item = QuerySet.__getitem__


class UnorderedSliceError(AssertionError):
    """A part of the rows was asked for without saying in which order."""


def _is_ours(rows: QuerySet[Any]) -> bool:
    return rows.model.__module__.startswith("stegvis.")


def _fetch_shuffled(self: QuerySet[Any]) -> None:
    fresh = self._result_cache is None
    _fetch(self)
    if fresh and _is_ours(self) and len(self._result_cache) > 1 and not self.ordered:
        random.shuffle(self._result_cache)


def _ordered_item(self: QuerySet[Any], key: int | slice) -> Any:
    if self._result_cache is None and _is_ours(self) and not self.ordered:
        raise UnorderedSliceError(f"{self.model._meta.label} is sliced without an order")
    return _item(self, key)


def install() -> None:
    """For the whole run."""
    QuerySet._fetch_all = _fetch_shuffled
    QuerySet.__getitem__ = _ordered_item
