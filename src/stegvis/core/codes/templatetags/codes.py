"""Words for codes in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from stegvis.core.codes import queries

register = template.Library()
CACHE = "stegvis_code_words"


@register.simple_tag(takes_context=True)
def code(context: Context, list_key: str, value: str) -> str:
    """The word for a code; each list is read once for a page, however many rows use it."""
    lists: dict[str, dict[str, str]] = _cache(context)
    if list_key not in lists:
        lists[list_key] = queries.labels(list_key)
    return lists[list_key].get(value, value)


@register.filter
def within(word: str) -> str:
    """The name of a language inside a sentence."""
    return queries.within(word)


def _cache(context: Context) -> Any:
    request = context.get("request")
    store: dict[str, Any] = {} if request is None else request.__dict__
    return store.setdefault(CACHE, {})
